"""Gates, authorisations and passages: deny by default, pass by recorded exception."""
