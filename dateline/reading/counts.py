"""Counts: how many, of whom, and what was done to them."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.codebook import Measure, Status
from dateline.model.analysis import Analysis
from dateline.model.claims import Claim, Count, Ground, Party
from dateline.model.evidence import Evidence, cite
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution
from dateline.reading.numbers import Number, read_numbers
from dateline.reading.parties import Names
from dateline.reading.places import place_of
from dateline.reading.quantities import Quantity, read_quantities
from dateline.reading.status import read_status
from dateline.reading.times import time_of
from dateline.reading.victims import read_victims


