"""Accounts of these tests have passwords that are quick to make."""

from tests.web.passwords import quick_passwords as quick_passwords
