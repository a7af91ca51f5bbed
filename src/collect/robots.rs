use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use texting_robots::Robot;
use tokio::sync::OnceCell;

/// The rules of the hosts asked so far; each is fetched once.
#[derive(Default)]
pub struct Rules(Mutex<BTreeMap<String, Arc<OnceCell<Option<Robot>>>>>);

impl Rules {
    /// Whether the rules of its host let a page be read. `fetch` gives the text of the rules; a host without any lets
    /// everything be read.
    pub async fn allow(&self, origin: &str, page: &str, fetch: impl Future<Output = Option<Vec<u8>>>) -> bool {
        let cell = {
            let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(hosts.entry(origin.to_string()).or_default())
        };
        let robot =
            cell.get_or_init(|| async { fetch.await.and_then(|text| Robot::new("skillgap", &text).ok()) }).await;
        robot.as_ref().is_none_or(|r| r.allowed(page))
    }
}
