"""The API of accounts, one file per noun."""
