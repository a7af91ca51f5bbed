//! Mentions of many adverts → role template.
