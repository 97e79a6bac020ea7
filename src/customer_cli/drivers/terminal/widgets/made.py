"""Which widget a field gets."""

from __future__ import annotations

from customer_cli.drivers.terminal.widgets.one import One
from customer_cli.drivers.terminal.widgets.order import Order
from customer_cli.drivers.terminal.widgets.several import Several
from customer_cli.drivers.terminal.widgets.widget import Value, Widget
from customer_cli.drivers.terminal.widgets.words import Words
from customer_cli.interview.fields import Field


def widget(field: Field, value: Value) -> Widget:
    """Return the widget for *field*, holding *value*."""
    match field.widget:
        case "choice":
            return One(field, value)
        case "several":
            return Several(field, value)
        case "order":
            return Order(field, value)
        case _:
            return Words(field, value)
