//! `data/` as written → checked → compiled: vocabulary, cues, roles; embedded or from a folder.
