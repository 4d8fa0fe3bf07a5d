// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/base/testing/memory_file_system.h"
#include "core/base/testing/mock_clock.h"
#include "ui/bridge/task_feed.h"
#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/context.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_registry.h"

#include <QLabel>

namespace zvt::tests {

/// A panel that shows its name, remembers one word, and follows its link colour.
class WordPanel : public ui::Panel {
  Q_OBJECT

public:
  WordPanel(QString name, const ui::Context& context, QWidget* parent)
      : Panel(parent)
      , m_name(std::move(name))
  {
    setContent(new QLabel(m_name, this));
    connect(context.links, &ui::LinkBus::selected, this, [this](ui::LinkColor color, const QString& id) {
      if (color == link())
        symbol = id;
    });
  }
  QString title() const override { return m_name; }
  QJsonObject saveState() const override { return {{QStringLiteral("word"), word}}; }
  void restoreState(const QJsonObject& state) override { word = state.value(QLatin1String("word")).toString(); }

  QString word;
  QString symbol;

private:
  QString m_name;
};

/// Everything that a window needs, in memory, with a few panels. 2024-07-01 was a Monday.
struct TestDesk {
  TestDesk();
  ui::Context context;
  testing::MockClock clock;
  testing::MemoryFileSystem files;
  TaskRegistry tasks;
  ui::SettingValues kept; ///< what the settings saved
  ui::Settings settings;
  ui::LinkBus links;
  ui::ActionRegistry actions;
  ui::PanelRegistry panels;
  ui::TaskFeed feed;
};

}
