// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/seasonality_dialog.h"

#include "core/data/market_data.h"
#include "core/market/exchange.h"
#include "core/trading/paper_session.h"
#include "ui/bridge/executor_pool.h"
#include "ui/chart/chart_panel.h"
#include "ui/replay/replay_feed.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/panel_export.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/analytics/group_bars.h"
#include "widgets/analytics/month_heat_map.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/segmented_control.h"

#include <QBuffer>
#include <QDialogButtonBox>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

using analytics::Season;
using analytics::SeasonFigures;

namespace {

const QString kYears = QStringLiteral("years");
constexpr std::size_t kMostLines = 7; ///< years over each other, beside their mean

QString keyOf(Season season)
{
  const std::string_view text = analytics::toString(season);
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString nameOf(Season season)
{
  switch (season) {
  case Season::Month:
    break;
  case Season::Weekday:
    return Tr::tr("Weekday");
  case Season::DayOfMonth:
    return Tr::tr("Day of the month");
  case Season::Hour:
    return Tr::tr("Hour");
  }
  return Tr::tr("Month", "season");
}

QString keyText(Season season, int key)
{
  const QLocale locale(widgets::Language::current().code());
  switch (season) {
  case Season::Month:
    return locale.standaloneMonthName(key, QLocale::ShortFormat);
  case Season::Weekday:
    return locale.standaloneDayName(key, QLocale::ShortFormat);
  case Season::DayOfMonth:
    return QString::number(key);
  case Season::Hour:
    break;
  }
  return QStringLiteral("%1:00").arg(key, 2, 10, QLatin1Char('0'));
}

QString numberText(double value)
{
  return std::isfinite(value) ? QString::number(value, 'g', 10) : QString();
}

QString numberText(const std::optional<double>& value)
{
  return value ? numberText(*value) : QString();
}

Result<Seasons> readSeasons(data::MarketData& marketData, const SeasonsRequest& wanted)
{
  data::BarRequest request;
  request.entityId = wanted.entityId;
  request.adjust = wanted.adjust;
  request.asOf = wanted.asOf;
  ZVT_TRY(const auto days, marketData.bars(request));
  ZVT_TRY(const auto calendar, marketData.calendarOf(wanted.entityId));
  Seasons seasons;
  for (const Season season : {Season::Month, Season::Weekday, Season::DayOfMonth})
    seasons.figures[season] = analytics::seasonFigures(analytics::seasonReturns(*days, season, calendar->zone()));
  seasons.years = analytics::seasonYears(*days);
  seasons.paths = analytics::seasonPaths(*days);
  ZVT_TRY(const auto levels, marketData.levels(wanted.entityId));
  const auto hours = analytics::hourlyLevel(levels, *calendar, *days);
  if (!hours)
    return seasons;
  request.level = *hours;
  ZVT_TRY(const auto bars, marketData.bars(request));
  seasons.figures[Season::Hour] =
      analytics::seasonFigures(analytics::seasonReturns(*bars, Season::Hour, calendar->zone()));
  return seasons;
}

PanelTable figuresTable(Season season, const std::vector<SeasonFigures>& figures)
{
  PanelTable table;
  table.header = {nameOf(season), Tr::tr("Count"), Tr::tr("Average", "of a season"), Tr::tr("Median"),
      Tr::tr("Share of rises"), Tr::tr("Deviation"), Tr::tr("Best"), Tr::tr("Worst")};
  for (const SeasonFigures& one : figures)
    table.rows.push_back(
        {keyText(season, one.key), QString::number(one.count), numberText(one.mean), numberText(one.median),
            numberText(one.hitRate), numberText(one.deviation), numberText(one.best), numberText(one.worst)});
  return table;
}

PanelTable yearsTable(const std::vector<analytics::SeasonYear>& years)
{
  PanelTable table;
  table.header << Tr::tr("Year");
  for (int month = 1; month <= 12; ++month)
    table.header << keyText(Season::Month, month);
  table.header << Tr::tr("Total", "of a year");
  for (const analytics::SeasonYear& year : years) {
    QStringList row{QString::number(year.year)};
    for (const auto& month : year.months)
      row << numberText(month);
    table.rows.push_back(row << numberText(year.total));
  }
  return table;
}

}

SeasonalityDialog::SeasonalityDialog(ChartPanel& panel)
    : QDialog(&panel)
    , m_panel(panel)
    , m_pages(new widgets::SegmentedControl(this))
    , m_note((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Secondary))
    , m_stack(new QStackedWidget(this))
    , m_map(new widgets::MonthHeatMap)
    , m_means(new widgets::GroupBars)
    , m_hits(new widgets::GroupBars)
    , m_lines(new widgets::DatedChart)
    , m_mapPlace(nullptr)
{
  setObjectName(QStringLiteral("seasonalityDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  build();
  resize(860, 640);
  connect(&panel, &ChartPanel::loaded, this, [this] {
    if (!isOfToday())
      load();
  });
  load();
}

void SeasonalityDialog::build()
{
  m_pages->setObjectName(QStringLiteral("seasonSegments"));
  m_pages->setUniform(false);
  for (const Season season : analytics::kSeasons)
    m_pages->addSegment(keyOf(season), nameOf(season));
  m_pages->addSegment(kYears, Tr::tr("Years as lines"));
  m_pages->setValue(keyOf(Season::Month));
  m_pages->setAccessibleName(Tr::tr("Seasons"));
  connect(m_pages, &widgets::SegmentedControl::chosen, this, &SeasonalityDialog::showPage);

  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidget(m_map);
  m_mapPlace = scroll;
  auto* bars = new QWidget(m_stack);
  auto* column = new QVBoxLayout(bars);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(scroll, 2);
  column->addWidget(m_means, 1);
  column->addWidget(m_hits, 1);
  m_stack->addWidget(bars);
  m_stack->addWidget(m_lines);

  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  QPushButton* csv = buttons->addButton(Tr::tr("Export as &CSV…"), QDialogButtonBox::ActionRole);
  QPushButton* png = buttons->addButton(Tr::tr("Export as &PNG…"), QDialogButtonBox::ActionRole);
  csv->setObjectName(QStringLiteral("seasonCsvButton"));
  png->setObjectName(QStringLiteral("seasonPngButton"));
  connect(csv, &QPushButton::clicked, this, [this] { exportAs(false); });
  connect(png, &QPushButton::clicked, this, [this] { exportAs(true); });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

  constexpr int kMargin = 16;
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
  layout->addWidget(m_pages, 0, Qt::AlignLeft);
  layout->addWidget(m_note);
  layout->addWidget(m_stack, 1);
  layout->addWidget(buttons);
}

SeasonsRequest SeasonalityDialog::wanted() const
{
  const ReplayFeed* replay = m_panel.context().replay;
  std::optional<Timestamp> asOf = replay != nullptr ? replay->asOf() : std::nullopt;
  if (m_panel.endsAtMarketDay() && m_panel.context().calendar)
    asOf = m_panel.context().calendar->closeOf(*m_panel.context().paperSession->state().day);
  return {m_panel.request().entityId, m_panel.adjust(), asOf};
}

/// A replay loads the chart with every bar; the seasons change with the days. A step back takes back what was known.
bool SeasonalityDialog::isOfToday() const
{
  constexpr std::int64_t kDay = 24 * Duration::hours(1).micros;
  const SeasonsRequest now = wanted();
  return now.asOf && m_request.asOf && *now.asOf >= *m_request.asOf
      && now.asOf->micros / kDay == m_request.asOf->micros / kDay && now.entityId == m_request.entityId
      && now.adjust == m_request.adjust;
}

void SeasonalityDialog::load()
{
  setWindowTitle(Tr::tr("Seasons of %1").arg(m_panel.title()));
  m_request = wanted();
  if (m_panel.entityId().isEmpty() || m_panel.context().marketData == nullptr)
    return;
  const unsigned ticket = m_latest.next();
  runAsync(
      m_panel.context().workers->next(), this,
      [marketData = m_panel.context().marketData, request = m_request] { return readSeasons(*marketData, request); },
      [this, ticket](const Result<Seasons>& seasons) {
        if (!m_latest.isCurrent(ticket))
          return;
        if (seasons)
          take(*seasons);
        else
          m_note->setText(widgets::Language::current().describe(seasons.error()));
        Q_EMIT loaded();
      });
}

void SeasonalityDialog::take(const Seasons& seasons)
{
  m_seasons = seasons;
  std::vector<widgets::HeatYear> years;
  for (const analytics::SeasonYear& year : m_seasons.years)
    years.push_back({year.year, year.months, year.total});
  std::reverse(years.begin(), years.end()); // the newest first
  m_map->setYears(std::move(years));
  showPage(m_pages->value());
}

QString SeasonalityDialog::page() const
{
  return m_pages->value();
}

void SeasonalityDialog::showPage(const QString& page)
{
  m_pages->setValue(page);
  m_stack->setCurrentIndex(page == kYears ? 1 : 0);
  if (page == kYears)
    showYears();
  else
    showBars(analytics::parseSeason(page.toStdString()).value_or(Season::Month));
}

void SeasonalityDialog::showBars(Season season)
{
  const std::vector<SeasonFigures>& figures = m_seasons.figures[season];
  m_mapPlace->setVisible(season == Season::Month && !figures.empty());
  m_means->setVisible(!figures.empty());
  m_hits->setVisible(!figures.empty());
  std::size_t count = 0;
  widgets::BarGroups means, hits;
  means.title = Tr::tr("Average return");
  means.series = {means.title};
  means.bySign = true;
  means.text = [](double value) { return widgets::formatSignedPercent(value); };
  hits.title = Tr::tr("Share of rises");
  hits.series = {hits.title};
  hits.text = [](double value) { return widgets::formatPercent(value, 0); };
  means.values.resize(1);
  hits.values.resize(1);
  for (const SeasonFigures& one : figures) {
    means.categories << keyText(season, one.key);
    means.values[0].push_back(one.mean);
    hits.values[0].push_back(one.hitRate);
    count += one.count;
  }
  hits.categories = means.categories;
  m_means->setGroups(std::move(means));
  m_hits->setGroups(std::move(hits));
  m_note->setText(figures.empty()
          ? season == Season::Hour ? Tr::tr("There are no bars that lie within hours of the clock.")
                                   : Tr::tr("There are too few daily bars.")
          : Tr::tr("%n return(s); %1", nullptr, static_cast<int>(count))
                .arg(season == Season::Hour ? Tr::tr("from the first open to the last close of the hour")
                                            : Tr::tr("from close to close")));
}

void SeasonalityDialog::showYears()
{
  auto series = std::make_shared<widgets::DatedSeries>();
  constexpr int kLeapYear = 2000;
  const TradingDay first = TradingDay::fromDate({kLeapYear, 1, 1});
  for (std::size_t day = 0; day < analytics::SeasonPath::kDays; ++day)
    series->times.push_back(LocalTime::of(first + static_cast<int>(day)));
  series->yearless = true;
  series->lineText = [](double value) { return widgets::formatSignedPercent(value, 1); };
  const auto& paths = m_seasons.paths;
  if (std::vector<double> mean = analytics::meanPath(paths); !mean.empty())
    series->lines.push_back({Tr::tr("Mean of whole years"), std::move(mean), 0, false, true});
  for (std::size_t i = paths.size() - std::min(paths.size(), kMostLines); i < paths.size(); ++i)
    series->lines.push_back({QString::number(paths[i].year), paths[i].change,
        1 + static_cast<int>(paths.size() - 1 - i), i + 1 < paths.size(), false});
  m_note->setText(Tr::tr("Change since the last close of the year before"));
  m_lines->setSeries(std::move(series));
}

PanelTable SeasonalityDialog::table() const
{
  if (page() == kYears)
    return yearsTable(m_seasons.years);
  const Season season = analytics::parseSeason(page().toStdString()).value_or(Season::Month);
  const auto figures = m_seasons.figures.find(season);
  return figuresTable(season, figures == m_seasons.figures.end() ? std::vector<SeasonFigures>() : figures->second);
}

void SeasonalityDialog::exportAs(bool picture)
{
  FileQuestion question;
  question.title = windowTitle();
  question.suffix = picture ? QStringLiteral("png") : QStringLiteral("csv");
  question.filter = picture ? QStringLiteral("PNG (*.png)") : QStringLiteral("CSV (*.csv)");
  question.start = exportName(m_panel) + QStringLiteral("-seasons.") + question.suffix;
  const QString file = dialogsOf(m_panel.context()).saveFile(this, question);
  if (file.isEmpty())
    return;
  if (!picture) {
    writeExport(m_panel, m_panel.context(), file, [made = table()] { return toCsv(made); });
    return;
  }
  writeExport(m_panel, m_panel.context(), file, [image = m_stack->grab().toImage()] {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toStdString();
  });
}

}
