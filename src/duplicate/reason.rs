/// Why an advert belongs to a group. The first that holds, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    SameLink,
    SameReference,
    OtherEmployer,
    OtherPlace,
    Repost,
    OtherTitle,
    SameText,
    Contained,
    NearText,
}

impl Reason {
    pub const ALL: &'static [Self] = &[
        Self::SameLink,
        Self::SameReference,
        Self::OtherEmployer,
        Self::OtherPlace,
        Self::Repost,
        Self::OtherTitle,
        Self::SameText,
        Self::Contained,
        Self::NearText,
    ];

    /// As shown to the user.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SameLink => "same address",
            Self::SameReference => "same reference of the same employer",
            Self::OtherEmployer => "same text under another employer's name",
            Self::OtherPlace => "same text for another place",
            Self::Repost => "published again",
            Self::OtherTitle => "same text under another title",
            Self::SameText => "same text",
            Self::Contained => "its text stands within the other's",
            Self::NearText => "nearly the same text",
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
