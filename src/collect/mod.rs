//! The network: polling feeds, following links, politeness. The only asynchronous part.
