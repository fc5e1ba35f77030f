"""Supply: what of others' work this project uses; its licences, its known faults, a bill of it."""
