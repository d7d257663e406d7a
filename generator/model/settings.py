"""The settings of a site: the contract's `explainer.yaml`."""

from __future__ import annotations

from typing import Literal

import msgspec

from generator.model.fields import Destination, Language, OldAddress, Port, Text, Timezone, Url


class Policies(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Addresses, or names of pages in `_pages`, that say how the desk works."""

    ethics: str = ""
    corrections: str = ""
    ownership: str = ""
    feedback: str = ""


class Publisher(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who publishes the site."""

    name: Text
    url: Url = ""
    logo: str = ""
    """A path in `_static`."""
    email: str = ""
    policies: Policies = Policies()


class NavigationItem(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the navigation. `to` is an explainer, a topic, a page or a URL."""

    title: Text
    to: str


class TopicSettings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The words for a topic's page."""

    title: Text
    description: Text = ""


class HouseTerm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """House style: write `use`, avoid the others."""

    use: Text
    avoid: tuple[Text, ...]
    except_in_quotes: bool = True


Extra = Literal["auto", "on", "off"]
"""Whether to make what needs an extra: where it is installed, always (and say so where it is not), never."""


class GithubPages(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="github-pages"):
    """A branch of a git repository that a host serves. History is kept."""

    remote: str = "origin"
    """The name of a remote, or its address."""
    branch: str = "gh-pages"


class WebFolder(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="directory"):
    """A web server's folder on this machine, swapped whole."""

    path: str
    """Absolute, or relative to the project."""


class RemoteFolder(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="rsync"):
    """A web server's folder on another machine, over SSH."""

    destination: Destination
    """`user@host:/path`"""
    port: Port = 0
    """0 leaves it to the settings of ssh."""


class Bucket(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="s3"):
    """A bucket of Amazon S3, or of whatever speaks its protocol."""

    bucket: str
    prefix: str = ""
    """Of all keys; a `/` is set behind it."""
    region: str = ""
    endpoint_url: Url = ""
    """Empty means Amazon."""


DeployTarget = GithubPages | WebFolder | RemoteFolder | Bucket
"""Where `explainer deploy` puts the site, told apart by `kind`."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A site's settings."""

    title: Text
    description: Text = ""
    url: Url = ""
    """Absolute, ends with `/`; empty means that what needs an absolute address is left out."""
    language: Language = "en"
    languages: tuple[Language, ...] = ()
    timezone: Timezone = "UTC"
    publisher: Publisher | None = None
    copyright: Text = ""
    licence: Text = ""
    navigation: tuple[NavigationItem, ...] = ()
    topics: dict[str, TopicSettings] = {}
    checks: dict[str, Literal["error", "warning", "off"]] = {}
    terms: tuple[HouseTerm, ...] = ()
    redirects: dict[OldAddress, str] = {}
    pictures: Extra = "auto"
    """Pictures in modern forms and several widths."""
    cards: Extra = "auto"
    """A picture of each explainer for social networks."""
    search: Extra = "auto"
    """An index for full-text search."""
    compress: tuple[Literal["gzip", "brotli"], ...] = ()
    """The forms in which each text also lies beside itself, for servers that send them as they are."""
    deploy: dict[str, DeployTarget] = {}

    @property
    def offered(self) -> tuple[str, ...]:
        """Every language of the site, the default one first."""
        return (self.language, *(code for code in self.languages if code != self.language))

    @property
    def of_explainers(self) -> Settings:
        """These settings without those that only the rest of a site is made from: lists, addresses, copies."""
        return msgspec.structs.replace(
            self,
            navigation=(),
            redirects={},
            compress=(),
            deploy={},
            pictures="auto",
            cards="auto",
            search="auto",
        )
