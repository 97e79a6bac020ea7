"""Which widget a field gets."""

from __future__ import annotations

from collections.abc import Collection

from customer_cli.conversation.fields import Field
from customer_cli.drivers.terminal.widgets.one import One
from customer_cli.drivers.terminal.widgets.order import Order
from customer_cli.drivers.terminal.widgets.several import Several
from customer_cli.drivers.terminal.widgets.widget import Value, Widget
from customer_cli.drivers.terminal.widgets.words import Words


def widget(field: Field, value: Value, left_out: Collection[str] = ()) -> Widget:
    """Return the widget for *field*, holding *value*; an order leaves out *left_out*."""
    match field.widget:
        case "choice":
            return One(field, value)
        case "several":
            return Several(field, value)
        case "order":
            return Order(field, value, left_out)
        case _:
            return Words(field, value)
