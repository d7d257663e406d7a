#!/bin/sh
# /usr/local/bin/deploy-site, run by a timer or after a push: as a user who may write to /srv/www.
set -eu
cd /srv/explainers
git pull --quiet --ff-only
.venv/bin/explainer deploy www --verify https://example.org/
