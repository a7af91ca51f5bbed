//! What the settings of the folder say, put where the arguments leave it open.

use super::args::{Args, FilterArgs, InputArgs, RoleCommand, WishArgs, Work};
use super::commands::plan::args::PlanCommand;
use super::config::Config;
use super::exit::Failure;
use std::path::PathBuf;

/// The settings of a run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {
    pub config: Config,
    /// The store named by an argument, or else by the settings.
    pub store: Option<PathBuf>,
    /// Whether an argument named it.
    pub store_named: bool,
    pub vocabulary: Option<PathBuf>,
    /// The settings file that an argument names.
    pub named: Option<PathBuf>,
}

impl Settings {
    /// # Errors
    /// Where the settings cannot be read, and every fault in them.
    pub fn of(args: &Args) -> Result<Self, Failure> {
        let config = Config::find(args.config.as_deref())?.unwrap_or_default();
        Ok(Self {
            store: args.store.clone().or_else(|| config.store.clone()),
            store_named: args.store.is_some(),
            named: args.config.clone(),
            vocabulary: args.vocabulary.clone().or_else(|| config.vocabulary.clone()),
            config,
        })
    }

    /// The store.
    ///
    /// # Errors
    /// Where none is named.
    pub fn store(&self) -> Result<&PathBuf, Failure> {
        self.store.as_ref().ok_or_else(|| {
            Failure::Usage("no store; `skillgap init` makes a folder with one, or name one with `--store`".into())
        })
    }

    /// Completes the arguments of a command.
    pub fn complete(&self, work: &mut Work) {
        match work {
            Work::Gap(args) => {
                if args.template.is_none() {
                    self.aim(&mut args.role, &mut args.filter);
                }
                self.skills(&mut args.skills);
                args.kept.clone_from(&self.store);
                self.source(&mut args.inputs);
            }
            Work::Roles(args) => self.source(&mut args.inputs),
            Work::Duplicates(args) => self.source(&mut args.inputs),
            Work::Role(RoleCommand::Show(args)) => self.source(&mut args.inputs),
            Work::Match(args) => {
                self.aim(&mut args.role, &mut args.filter);
                self.skills(&mut args.skills);
                self.wishes(&mut args.wishes);
                self.source(&mut args.inputs);
            }
            Work::Market(args) => {
                self.aim(&mut args.role, &mut args.filter);
                self.source(&mut args.inputs);
            }
            Work::Employers(args) => {
                self.wishes(&mut args.wishes);
                self.aim(&mut args.role, &mut args.filter);
                self.source(&mut args.inputs);
            }
            Work::Neighbours(args) => {
                self.aim(&mut args.role, &mut FilterArgs::default());
                self.skills(&mut args.skills);
                self.source(&mut args.inputs);
            }
            Work::Explain(args) => {
                self.aim(&mut args.role, &mut args.filter);
                self.source(&mut args.inputs);
            }
            Work::Assess(args) => {
                self.wishes(&mut args.wishes);
                if args.template.is_none() && args.from.is_none() {
                    self.aim(&mut args.role, &mut args.filter);
                }
                self.source(&mut args.inputs);
            }
            Work::Review(args) => {
                args.kept.clone_from(&self.store);
                self.skills(&mut args.skills);
                self.source(&mut args.inputs);
            }
            Work::Plan(args) => self.complete_plan(args.command.as_mut()),
            Work::Extract(args) => {
                let mut inputs = InputArgs { adverts: args.paths.clone(), ..InputArgs::default() };
                self.source(&mut inputs);
                args.stored = inputs.stored;
            }
            Work::Role(RoleCommand::Diff(_)) | Work::Coach(_) | Work::Evaluate(_) => {}
        }
    }

    /// Wishes stand in the settings unless a file of their own is named.
    fn wishes(&self, args: &mut WishArgs) {
        args.preferences = args.preferences.take().or_else(|| self.named.clone());
    }

    fn complete_plan(&self, command: Option<&mut PlanCommand>) {
        match command {
            Some(PlanCommand::Make(args)) => {
                self.skills(&mut args.skills);
                args.hours = args.hours.or(self.config.hours);
                self.wishes(&mut args.wishes);
                self.source(&mut args.inputs);
            }
            Some(PlanCommand::Reach(args)) => self.source(&mut args.inputs),
            _ => {}
        }
    }

    /// The first role of the settings, with those that count beside it.
    fn aim(&self, role: &mut Option<String>, filter: &mut FilterArgs) {
        if role.is_none()
            && let Some(main) = self.config.roles.first()
        {
            *role = Some(main.clone());
            filter.include.extend(self.config.include.iter().cloned());
        }
    }

    fn skills(&self, skills: &mut Option<PathBuf>) {
        *skills = skills.take().or_else(|| self.config.skills.clone());
    }

    /// The store is a source of adverts where it is named, or where nothing else is.
    pub fn source(&self, inputs: &mut InputArgs) {
        let kept = || self.store.as_ref().is_some_and(|store| store.exists());
        if self.store_named || inputs.feed.is_empty() && inputs.adverts.is_empty() && kept() {
            inputs.stored.clone_from(&self.store);
        }
    }
}
