"""An OpenID Connect provider on this machine, for tests."""
