"""The command tree as plain data, for what must know every command without running one."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from customer_cli.commands.completion import Command


def tree(command: Any, parent: Any) -> "Command":
    """Return *command* and all below it as plain data, for the completion scripts."""
    from customer_cli.commands.completion import Command, Option

    with command.make_context(command.name, [], parent=parent, resilient_parsing=True) as context:
        parameters = command.get_params(context)
        below = tuple(tree(one, context) for one in getattr(command, "commands", {}).values())
    options = tuple(
        Option(tuple(p.opts), "" if p.is_flag else str(p.metavar).strip("[]"), p.help or "")
        for p in parameters
        if p.param_type_name == "option"
    )
    taken = [str(p.metavar).strip("[].") for p in parameters if p.param_type_name == "argument"]
    return Command(command.name, command.get_short_help_str(78), options, "".join(taken), below)
