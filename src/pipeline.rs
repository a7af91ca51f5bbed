//! Composes the stages; the only place that names threads and several stages.
