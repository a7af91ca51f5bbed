//! Model ↔ embedded SQLite.
