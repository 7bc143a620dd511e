"""The jobs as the commands run them: the other rooms put together."""
