"""What only the benchmark of the gate needs: its settings, villages, server, and the bare insert it compares with."""
