"""Questions of the ending: may it begin, what is left, what did it come to, what is still held of whom."""
