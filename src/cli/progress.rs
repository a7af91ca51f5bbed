use crate::pipeline::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on standard error while a person looks on; nothing otherwise.
pub struct Bar(Option<ProgressBar>);

impl Bar {
    pub fn new(is_terminal: bool) -> Self {
        if !is_terminal {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(10));
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(Some(bar))
    }

    pub fn show(&self, progress: Progress) {
        let Some(bar) = &self.0 else { return };
        let (message, done, of) = match progress {
            Progress::Fetching { addresses, of } => ("fetching".to_owned(), addresses, of),
            Progress::Reading { inputs, of, adverts } => (format!("reading, {adverts} adverts"), inputs, of),
            Progress::Extracting { adverts, of } => ("extracting".to_owned(), adverts, of),
        };
        bar.set_message(message);
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
