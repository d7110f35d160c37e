"""Sums on the visitor's own figures, in exact decimals; start at `ways.worked`.

`figures` reads what the visitor says of the own case, `requirements` what the clause requires of it, `ways` puts a
figure into the support that was read from the clause, `equations` writes each sum so that `verify` can check it.
"""
