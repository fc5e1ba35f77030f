"""What the services that register works say of one: looked up, read, and cleaned.

DataCite, Crossref, OpenAlex, arXiv and OpenReview are asked for works, GitHub for code. All they
send is untrusted text.
"""

from __future__ import annotations

from .look_up import BASES, Sources, bases_from, open_sources, pauses_for
from .record import LookUp, Record, Repository

__all__ = [
    "BASES", "LookUp", "Record", "Repository", "Sources", "bases_from", "open_sources",
    "pauses_for",
]  # fmt: skip
