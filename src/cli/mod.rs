//! The binary: arguments as typed → options as meant → one short function per command. The only place that prints.
