// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/task.h"
#include "core/data/daily_snapshots.h"
#include "tests/core/data/data_profile.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/task_feed.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/context.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/panel_registry.h"

namespace zvt::tests {

/// A fresh profile on disk, and what a data panel or dialog needs beside it.
struct UiProfile {
  UiProfile()
      : days(data.data(), data.profile(), nullptr)
      , feed(tasks)
      , workers(2, clock)
  {
    context.clock = &clock;
    context.tasks = &tasks;
    context.workers = &workers;
    context.profile = &data.profile();
    context.marketData = &data.data();
    context.importer = &data.importer();
    context.days = &days;
    context.entities = [this] { return data.profile().entities().snapshot(); };
    context.links = &links;
    context.actions = &actions;
    context.panels = &panels;
    context.taskFeed = &feed;
    context.dialogs = &dialogs;
  }

  /// Imports daily bars of a security that gets @p name. Fails the process when it does not work.
  void import(const std::filesystem::path& file, const char* entity, const char* name,
      market::BarLevel level = market::BarLevel::Day1)
  {
    data::ImportOptions options;
    options.entityName = name;
    const auto report = data.import(file, entity, level, options);
    if (!report || report->refused())
      qFatal("import of %s: %s", file.c_str(), report ? "refused" : reason(report).c_str());
  }

  SystemClock clock;
  DataProfile data;
  data::DailySnapshots days;
  TaskRegistry tasks{clock};
  ui::LinkBus links;
  ui::ActionRegistry actions;
  ui::PanelRegistry panels;
  ui::TaskFeed feed;
  ScriptedDialogs dialogs;
  ui::ExecutorPool workers; ///< last: what was posted ends before the rest goes
  ui::Context context;
};

}
