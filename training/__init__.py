"""Recipe of the language model that ships with Dateline."""
