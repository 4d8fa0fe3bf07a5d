// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/test_desk.h"

#include "core/market/entity.h"
#include "core/market/exchange.h"

namespace zvt::tests {

namespace {

using ui::DockArea;

market::Entity entity(const char* id, const char* name, const char* pinyin)
{
  market::Entity made;
  made.id = *market::EntityId::parse(id);
  made.name = name;
  made.pinyin = pinyin;
  return made;
}

void addPanel(ui::PanelRegistry& panels, const char* id, const char* name, std::vector<ui::PanelPlace> places)
{
  const QString title = QString::fromUtf8(name);
  ui::PanelSpec spec;
  spec.id = QString::fromLatin1(id);
  spec.title = [title] { return title; };
  spec.icon = QStringLiteral("candles");
  spec.places = std::move(places);
  spec.create = [title](const ui::Context& context, QWidget* parent) -> ui::Panel* {
    return new WordPanel(title, context, parent);
  };
  panels.add(std::move(spec));
}

}

TestDesk::TestDesk()
    : clock(Timestamp::fromSeconds(1'719'801'000)) // 2024-07-01 10:30 in Shanghai
    , tasks(clock)
    , settings(*ui::Settings::loadSchema(),
          {[this]() -> Result<ui::SettingValues> { return kept; },
              [this](const ui::SettingValues& values) -> Result<void> {
                kept = values;
                return {};
              }})
    , feed(tasks)
{
  const QString trading = QStringLiteral("trading");
  addPanel(panels, "watchlist", "Watchlist 自选", {{trading, DockArea::Left, 0, 366}});
  addPanel(panels, "chart", "Chart 图表", {{trading, DockArea::Centre, 0, 830}});
  addPanel(panels, "quote", "Quote 盘口", {{trading, DockArea::Right, 0, 390}});
  addPanel(panels, "ticket", "Order ticket 委托单", {{trading, DockArea::Right, 1, 390, 2}});
  addPanel(panels, "orders", "Orders 委托", {{trading, DockArea::Bottom, 0, 200}});
  addPanel(panels, "fills", "Fills 成交", {{trading, DockArea::Bottom, 1, 200, 1, true}});
  addPanel(panels, "positions", "Positions 持仓", {{trading, DockArea::Bottom, 2, 200}});
  addPanel(panels, "report", "Report 报告", {{QStringLiteral("research"), DockArea::Centre, 0, 800}});
  const auto table = std::make_shared<const market::EntityTable>(
      std::vector{entity("stock_sz_000001", "平安银行", "PAYH"), entity("stock_sh_600030", "中信证券", "ZXZQ"),
          entity("stock_sh_601318", "中国平安", "ZGPA"), entity("index_sh_000001", "上证指数", "SZZS")});
  context.clock = &clock;
  context.files = &files;
  context.tasks = &tasks;
  context.calendar = *market::Calendar::load("cn");
  context.profileFolder = "/profile";
  context.entities = [table] { return table; };
  context.links = &links;
  context.settings = &settings;
  context.actions = &actions;
  context.panels = &panels;
  context.taskFeed = &feed;
}

}
