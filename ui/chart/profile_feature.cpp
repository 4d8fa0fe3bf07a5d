// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/profile_feature.h"

#include "core/market/bar_days.h"
#include "ui/bridge/executor_pool.h"
#include "ui/chart/change_command.h"
#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/live_feature.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/chart/chart_view.h"

#include <QActionGroup>
#include <QMenu>
#include <QPointer>
#include <QToolButton>
#include <QUndoStack>

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

using Of = ProfileChoice::Of;

constexpr int kFollowMs = 500; ///< between two counts while the newest bar moves
constexpr std::array kRows{24, 48, 96, 200};
constexpr std::array<const char*, 4> kOfNames{"nothing", "inSight", "session", "bars"};

}

ProfileFeature::ProfileFeature(ChartPanel& panel)
    : ChartFeature(panel)
    , m_layer(new widgets::VolumeProfileLayer(this))
    , m_tool(new QToolButton)
{
  panel.view()->addLayer(m_layer);
  connect(panel.view(), &widgets::ChartView::rangeChanged, this, &ProfileFeature::update);
  connect(panel.view(), &widgets::ChartView::crosshairMoved, this, [this] {
    if (m_choice.of == Of::Session)
      update();
  });
  m_follow.setSingleShot(true);
  m_follow.setInterval(kFollowMs);
  connect(&m_follow, &QTimer::timeout, this, [this] {
    m_counted = {0, 0};
    update();
  });
  m_tool->setObjectName(QStringLiteral("analysisButton"));
  m_tool->setIcon(widgets::icon(QStringLiteral("depth")));
  m_tool->setAutoRaise(true);
  m_tool->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(m_tool);
  m_tool->setMenu(menu);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    menu->clear();
    fillGroup(*menu, ChartCommand::Group::Analysis, this->panel(), *this->panel().context().actions);
    fillLooks(*menu);
  });
  panel.addTool(m_tool);
}

QJsonObject ProfileFeature::saveState() const
{
  if (m_choice == ProfileChoice())
    return {};
  // Keys are exact as numbers until 2255.
  return {{QStringLiteral("of"), QLatin1String(kOfNames[static_cast<std::size_t>(m_choice.of)])},
      {QStringLiteral("from"), static_cast<double>(m_choice.from)},
      {QStringLiteral("to"), static_cast<double>(m_choice.to)}, {QStringLiteral("rows"), m_choice.rows},
      {QStringLiteral("atLeft"), m_choice.atLeft}};
}

void ProfileFeature::restoreState(const QJsonObject& state)
{
  ProfileChoice choice;
  const QString of = state.value(QLatin1String("of")).toString();
  for (std::size_t i = 0; i < kOfNames.size(); ++i)
    if (of == QLatin1String(kOfNames[i]))
      choice.of = static_cast<Of>(i);
  choice.from = static_cast<std::int64_t>(state.value(QLatin1String("from")).toDouble());
  choice.to = static_cast<std::int64_t>(state.value(QLatin1String("to")).toDouble());
  if (const int rows = state.value(QLatin1String("rows")).toInt();
      std::find(kRows.begin(), kRows.end(), rows) != kRows.end())
    choice.rows = rows;
  choice.atLeft = state.value(QLatin1String("atLeft")).toBool();
  setChoice(choice);
}

void ProfileFeature::choose(const ProfileChoice& choice)
{
  if (choice != m_choice)
    panel().undoStack()->push(new ChangeCommand<ProfileChoice>(
        Tr::tr("Change the volume profile"), m_choice, choice, [self = QPointer(this)](const ProfileChoice& chosen) {
          if (self)
            self->setChoice(chosen);
        }));
}

void ProfileFeature::chooseOf(Of of)
{
  ProfileChoice wanted = m_choice;
  wanted.of = of;
  choose(wanted);
}

void ProfileFeature::chooseMeasured()
{
  const auto& measured = panel().view()->measurement();
  const auto& model = panel().view()->model();
  if (!measured || !model)
    return;
  ProfileChoice wanted = m_choice;
  wanted.of = Of::Bars;
  std::tie(wanted.from, wanted.to) =
      std::minmax(model->bars->key[measured->from.bar], model->bars->key[measured->to.bar]);
  choose(wanted);
}

void ProfileFeature::setChoice(const ProfileChoice& choice)
{
  m_choice = choice;
  m_counted = {0, 0};
  if (m_choice.of == Of::Nothing) {
    (void)m_latest.next();
    m_layer->setProfile(nullptr);
  } else if (!m_source) {
    panel().reload();
  } else {
    update();
  }
}

ChartReader ProfileFeature::reader()
{
  if (m_choice.of == Of::Nothing) {
    m_source.reset();
    return {};
  }
  return [self = QPointer(this)](const ChartReading& reading) -> Result<std::function<void()>> {
    ZVT_TRY(ProfileSource read, readProfileSource(reading));
    auto source = std::make_shared<const ProfileSource>(std::move(read));
    return [self, source] {
      if (self)
        self->m_source = source;
    };
  };
}

void ProfileFeature::entityChanged()
{
  m_source.reset();
  m_counted = {0, 0};
  (void)m_latest.next();
  m_layer->setProfile(nullptr);
}

void ProfileFeature::follow()
{
  if (m_source && m_choice.of != Of::Nothing && !m_follow.isActive()
      && range().second == panel().view()->model()->bars->size())
    m_follow.start();
}

void ProfileFeature::shown()
{
  if (auto* live = panel().feature<LiveFeature>())
    connect(live, &LiveFeature::moved, this, &ProfileFeature::follow, Qt::UniqueConnection);
  m_counted = {0, 0};
  update();
}

std::pair<std::size_t, std::size_t> ProfileFeature::sessionAt(std::size_t bar) const
{
  return market::sessionOf(*panel().view()->model()->bars, *m_source->calendar, bar);
}

std::pair<std::size_t, std::size_t> ProfileFeature::range() const
{
  const widgets::ChartView& view = *panel().view();
  const auto inSight = view.axis().inSight(view.model()->bars->size());
  if (inSight.first >= inSight.second)
    return {0, 0};
  switch (m_choice.of) {
  case Of::Nothing:
    return {0, 0};
  case Of::InSight:
    return inSight;
  case Of::Session:
    return sessionAt(std::min(view.crosshairBar().value_or(inSight.second - 1), view.model()->bars->size() - 1));
  case Of::Bars:
    break;
  }
  const auto& keys = view.model()->bars->key;
  return {static_cast<std::size_t>(std::lower_bound(keys.begin(), keys.end(), m_choice.from) - keys.begin()),
      static_cast<std::size_t>(std::upper_bound(keys.begin(), keys.end(), m_choice.to) - keys.begin())};
}

void ProfileFeature::update()
{
  if (!m_source || m_choice.of == Of::Nothing || !panel().view()->model())
    return;
  const auto bars = range();
  if (bars == m_counted)
    return;
  m_counted = bars;
  auto parts = m_source->parts(bars.first, bars.second);
  const LiveParts live = LiveParts::of(*m_source, panel().view()->model()->source(), bars.first, bars.second);
  if (live.bars)
    parts.push_back({live.bars.get(), 0, live.bars->size()});
  const auto anchored = m_choice.of == Of::Bars ? std::optional(bars) : std::nullopt;
  const auto rows = static_cast<std::size_t>(m_choice.rows);
  const unsigned ticket = m_latest.next();
  if (countOf(parts) <= kAtOnce) {
    show(parts, market::volumeProfile(parts, rows), anchored);
    return;
  }
  runAsync(
      panel().context().workers->next(), this,
      [source = m_source, live, parts, rows] { return market::volumeProfile(parts, rows); }, // they keep the bars
      [this, source = m_source, live, parts, anchored, ticket](market::VolumeProfile profile) {
        if (m_latest.isCurrent(ticket))
          show(parts, std::move(profile), anchored);
      });
}

void ProfileFeature::show(const std::vector<market::BarRange>& parts, market::VolumeProfile profile,
    std::optional<std::pair<std::size_t, std::size_t>> bars)
{
  auto shown = std::make_shared<widgets::ShownProfile>();
  shown->profile = std::move(profile);
  shown->atLeft = m_choice.atLeft;
  shown->bars = bars;
  shown->caption = levelsOf(parts);
  m_layer->setProfile(std::move(shown));
}

void ProfileFeature::fillLooks(QMenu& menu)
{
  QMenu* looks = menu.addMenu(Tr::tr("Look of the volume &profile"));
  const auto add = [&](QActionGroup* group, const QString& text, bool isOn, auto edit) {
    QAction* action = looks->addAction(text);
    action->setCheckable(true);
    action->setChecked(isOn);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, edit] {
      ProfileChoice wanted = m_choice;
      edit(wanted);
      choose(wanted);
    });
  };
  auto* sides = new QActionGroup(looks);
  add(sides, Tr::tr("At the right"), !m_choice.atLeft, [](ProfileChoice& choice) { choice.atLeft = false; });
  add(sides, Tr::tr("At the left"), m_choice.atLeft, [](ProfileChoice& choice) { choice.atLeft = true; });
  looks->addSeparator();
  auto* counts = new QActionGroup(looks);
  for (const int rows : kRows)
    add(counts, Tr::tr("%1 rows").arg(rows), m_choice.rows == rows,
        [rows](ProfileChoice& choice) { choice.rows = rows; });
}

void ProfileFeature::fillMenu(QMenu& menu)
{
  QMenu* analysis = menu.addMenu(widgets::icon(QStringLiteral("depth")), Tr::tr("&Analysis"));
  fillGroup(*analysis, ChartCommand::Group::Analysis, panel(), *panel().context().actions);
  fillLooks(*analysis);
}

void ProfileFeature::retranslate()
{
  m_tool->setToolTip(Tr::tr("Volume by price, cost of shares held, seasons"));
  m_tool->setAccessibleName(m_tool->toolTip());
}

}
