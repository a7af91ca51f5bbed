//! Advert → mentions and facts. Pure; one advert at a time.
