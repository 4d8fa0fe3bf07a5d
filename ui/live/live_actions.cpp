// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_actions.h"

#include "core/base/file_system.h"
#include "core/strategy/strategy_document.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/gui_thread.h"
#include "ui/bridge/run_async.h"
#include "ui/live/live_feed.h"
#include "ui/live/live_panel.h"
#include "ui/report/open_code.h"
#include "ui/report/research_hub.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_keys.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"

#include <QPointer>

namespace zvt::ui {

namespace {

const QString kPanel = QStringLiteral("live");

/// Puts it to work; a name that is taken is asked for again.
void deploy(const Context& context, QWidget* over, const backtest::Deployment& deployment)
{
  context.strategies->deploy(deployment, onGuiThread(over, [context, over, deployment](const Result<void>& result) {
    if (result)
      return;
    if (result.error().code != "strategy.already_deployed") {
      notify(context, over, widgets::NoteKind::Error, widgets::Language::current().describe(result.error()));
      return;
    }
    const QString taken = QString::fromStdString(std::string(result.error().field("name")));
    const QString name = dialogsOf(context).askText(over, Tr::tr("Add a strategy"),
        Tr::tr("“%1” is on the board already. Another name:").arg(taken), taken + QStringLiteral(" 2"));
    if (name.isEmpty())
      return;
    backtest::Deployment again = deployment;
    again.name = name.toStdString();
    deploy(context, over, again);
  }));
}

}

void addStrategiesFromFiles(const Context& context, QWidget* over)
{
  if (context.strategies == nullptr)
    return;
  const QStringList files = dialogsOf(context).openFiles(
      over, {Tr::tr("Add strategies"), {}, Tr::tr("Strategies (*.zvtstrategy *.lua)"), {}});
  for (const QString& file : files)
    runAsync(
        context.workers->next(), over,
        [files = context.files, path = file.toStdString()]() -> Result<backtest::Deployment> {
          backtest::Deployment deployment;
          deployment.file = path;
          ZVT_TRY(deployment.source, files != nullptr ? files->read(path) : OsFileSystem().read(path));
          deployment.started = true;
          return deployment;
        },
        [context, over](const Result<backtest::Deployment>& read) {
          if (read)
            deploy(context, over, *read);
          else
            notify(context, over, widgets::NoteKind::Error, widgets::Language::current().describe(read.error()));
        });
}

void addOpenStrategy(const Context& context, MainWindow* window)
{
  const auto document = context.research != nullptr ? context.research->document() : nullptr;
  const auto code = context.research != nullptr ? context.research->code() : nullptr;
  if (context.strategies == nullptr)
    return;
  if (!document && !code) {
    notify(context, window, widgets::NoteKind::Warning,
        widgets::Language::current().describe({"sweep.no_strategy", {}, {}}));
    return;
  }
  backtest::Deployment deployment;
  if (code) {
    deployment.name = code->facts.name;
    deployment.file = code->file;
    deployment.source = code->code->source();
    deployment.settings = code->settings;
  } else {
    deployment.name = document->name;
    deployment.file = document->name + ".zvtstrategy";
    deployment.source = strategy::toJson(*document);
  }
  deployment.started = true;
  window->showPanel(kPanel);
  deploy(context, window, deployment);
}

void registerLiveActions(const Context& context, MainWindow* window)
{
  ActionSpec add;
  add.id = QStringLiteral("live.add");
  add.text = [] { return Tr::tr("&Add strategies to the board…"); };
  add.menu = QStringLiteral("strategy");
  add.order = 220;
  add.icon = QStringLiteral("plus");
  add.help = [] { return Tr::tr("Strategies from files run from the next bar on, each with an account of its own"); };
  add.words = QStringLiteral("live paper deploy 运行 部署 模拟");
  add.run = [context, window](bool) {
    window->showPanel(kPanel);
    addStrategiesFromFiles(context, window);
  };
  context.actions->add(std::move(add));
  ActionSpec open;
  open.id = QStringLiteral("live.addOpen");
  open.text = [] { return Tr::tr("&Put the open strategy on the board"); };
  open.menu = QStringLiteral("strategy");
  open.order = 210;
  open.icon = QStringLiteral("play");
  open.help = [] { return Tr::tr("It runs as it is now, from the next bar on, with an account of its own"); };
  open.words = QStringLiteral("live paper deploy 运行 部署 模拟");
  open.run = [context, window](bool) { addOpenStrategy(context, window); };
  context.actions->add(std::move(open));
  addPanelAction<LivePanel>(
      *context.actions, kPanel, "live.start", "play", "F9", [] { return Tr::tr("&Start the chosen strategies"); },
      [](LivePanel& panel) { panel.start(); });
  addPanelAction<LivePanel>(
      *context.actions, kPanel, "live.stop", "stop", "Shift+F9", [] { return Tr::tr("S&top the chosen strategies"); },
      [](LivePanel& panel) { panel.stop(); });
  addPanelAction<LivePanel>(
      *context.actions, kPanel, "live.clutch", "lock", "Space",
      [] { return Tr::tr("&Clutch or release the chosen strategies"); },
      [](LivePanel& panel) { panel.toggleClutch(); });
  addPanelAction<LivePanel>(
      *context.actions, kPanel, "live.remove", "trash", "Del", [] { return Tr::tr("&Remove the chosen strategies…"); },
      [](LivePanel& panel) { panel.remove(); });
}

}
