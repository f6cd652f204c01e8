"""Relocation: what the state, the quotas and the firms themselves move, exact and accounted for."""

from model.firms.relocation.appeal import LocationBase, freeze_location
from model.firms.relocation.audit import RelocationError, audit_flows
from model.firms.relocation.flows import RelocationFlows
from model.firms.relocation.ledger import Ledger, LedgerError, audit_ledger, settle_ledger, start_ledger
from model.firms.relocation.negative_list import restriction
from model.firms.relocation.year import relocate

__all__ = [
    "Ledger",
    "LedgerError",
    "LocationBase",
    "RelocationError",
    "RelocationFlows",
    "audit_flows",
    "audit_ledger",
    "freeze_location",
    "relocate",
    "restriction",
    "settle_ledger",
    "start_ledger",
]
