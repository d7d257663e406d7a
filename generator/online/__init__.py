"""What asks the network for the desk: whether links still open. Only `check --online` comes here."""
