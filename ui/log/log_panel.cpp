// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_panel.h"

#include "ui/log/log_files.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QComboBox>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QToolButton>
#include <QUrl>

#include <limits>

namespace zvt::ui {

namespace {

constexpr int kWatchMs = 200;
/// More new lines than this are sought through off the GUI thread.
constexpr std::size_t kMostAtOnce = 2'000;

constexpr std::array kLevels{LogLevel::Trace, LogLevel::Info, LogLevel::Warning, LogLevel::Error};

QString keyOf(LogLevel level)
{
  const std::string_view text = toString(level);
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}

/// What a search brings back.
struct LogPanel::Found {
  std::vector<LogLinePtr> lines;
  std::uint64_t seen = 0; ///< of this run's
  std::set<std::string> channels;
  std::shared_ptr<const Earlier> earlier;
};

/// What the files hold of the time before a moment.
struct LogPanel::Earlier {
  EarlierLines files;
  Timestamp before;
};

LogPanel::LogPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_presenter(new Presenter(context, this, [this] { search(); }))
    , m_level(new widgets::SegmentedControl(this))
    , m_follow(new QAction(widgets::icon(QStringLiteral("step")), QString(), this))
    , m_earlierRuns(new QAction(widgets::icon(QStringLiteral("clock")), QString(), this))
    , m_folder(new QAction(widgets::icon(QStringLiteral("folder")), QString(), this))
{
  m_follow->setObjectName(QStringLiteral("followLog"));
  m_follow->setCheckable(true);
  m_follow->setChecked(true);
  m_earlierRuns->setObjectName(QStringLiteral("earlierRuns"));
  m_earlierRuns->setCheckable(true);
  m_earlierRuns->setChecked(true);
  m_folder->setObjectName(QStringLiteral("openLogFolder"));
  m_level->setObjectName(QStringLiteral("logLevelSegments"));
  m_level->setUniform(false);
  for (const LogLevel level : kLevels)
    m_level->addSegment(keyOf(level), QString());
  m_level->setValue(keyOf(m_filter.level));
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeBar(content));
  m_problem = new widgets::Note(widgets::NoteKind::Warning, {}, content);
  m_problem->hide();
  column->addWidget(m_problem);
  m_table = new widgets::DataTable(content);
  m_table->setObjectName(QStringLiteral("logTable"));
  m_table->setModel(&m_model);
  int index = 0;
  for (const int width : {136, 84, 84})
    m_table->setColumnWidth(index++, width);
  column->addWidget(m_table, 1);
  setContent(content);
  m_presenter->setQuiet(true);
  m_watch.setInterval(kWatchMs);
  connect(&m_watch, &QTimer::timeout, this, &LogPanel::takeNew);
  connect(m_level, &widgets::SegmentedControl::chosen, this, [this](const QString& level) {
    m_filter.level = parseLogLevel(level.toStdString()).value_or(LogLevel::Info);
    filterChanged();
  });
  connect(m_earlierRuns, &QAction::toggled, this, &LogPanel::search);
  connect(m_follow, &QAction::toggled, this, &LogPanel::scrollIfFollowing);
  connect(m_folder, &QAction::triggered, this, [this] {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString((m_context.profileFolder / "logs").string())));
  });
  // Who scrolls back to read does not want to be pulled away.
  connect(m_table->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
    const QScrollBar* bar = m_table->verticalScrollBar();
    m_follow->setChecked(bar->sliderPosition() >= bar->maximum());
  });
  retranslate();
  search();
}

QWidget* LogPanel::makeBar(QWidget* parent)
{
  auto* bar = new QWidget(parent);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(8, 3, 8, 3);
  m_search = new widgets::SearchField(bar);
  m_search->setObjectName(QStringLiteral("logSearchField"));
  m_regular = new QToolButton(bar);
  m_regular->setObjectName(QStringLiteral("regularButton"));
  m_regular->setText(QStringLiteral(".*"));
  m_regular->setCheckable(true);
  m_channel = new QComboBox(bar);
  m_channel->setObjectName(QStringLiteral("logChannelCombo"));
  m_channel->addItem(QString(), QString());
  m_channel->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  row->addWidget(m_channel);
  row->addWidget(m_search, 1);
  row->addWidget(m_regular);
  connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
    m_filter.text = text;
    filterChanged();
  });
  connect(m_channel, &QComboBox::activated, this, [this] {
    m_filter.channel = m_channel->currentData().toString();
    filterChanged();
  });
  connect(m_regular, &QToolButton::toggled, this, [this](bool on) {
    m_filter.regular = on;
    filterChanged();
  });
  return bar;
}

QString LogPanel::title() const
{
  return Tr::tr("Program log");
}

QString LogPanel::subtitle() const
{
  return m_model.rowCount() > 0 ? QString::number(m_model.rowCount()) : QString();
}

QWidget* LogPanel::titleWidget()
{
  return m_level;
}

QList<QAction*> LogPanel::titleActions()
{
  return {m_follow, m_earlierRuns, m_folder};
}

QJsonObject LogPanel::saveState() const
{
  return {{QStringLiteral("level"), keyOf(m_filter.level)}, {QStringLiteral("channel"), m_filter.channel},
      {QStringLiteral("earlier"), m_earlierRuns->isChecked()}, {QStringLiteral("columns"), m_table->saveColumns()}};
}

void LogPanel::restoreState(const QJsonObject& state)
{
  m_table->restoreColumns(state.value(u"columns").toObject());
  m_earlierRuns->setChecked(state.value(u"earlier").toBool(true));
  m_filter.channel = state.value(u"channel").toString();
  if (const auto level = parseLogLevel(state.value(u"level").toString().toStdString())) {
    LogFilter filter = m_filter;
    filter.level = *level;
    setFilter(filter);
  }
}

void LogPanel::setFilter(const LogFilter& filter)
{
  m_filter = filter;
  const QSignalBlocker quietSearch(m_search);
  const QSignalBlocker quietRegular(m_regular);
  m_search->setText(filter.text);
  m_regular->setChecked(filter.regular);
  showChannels();
  m_level->setValue(keyOf(filter.level));
  filterChanged();
}

void LogPanel::filterChanged()
{
  const QString problem = m_filter.problem();
  m_problem->setVisible(!problem.isEmpty());
  m_problem->setNote(widgets::NoteKind::Warning, Tr::tr("Not a regular expression: %1").arg(problem));
  search();
}

void LogPanel::search()
{
  if (m_context.log == nullptr || m_context.workers == nullptr) {
    showState();
    return;
  }
  const bool wantsEarlier = m_earlierRuns->isChecked() && m_context.files != nullptr;
  m_presenter->read(
      [log = m_context.log, files = m_context.files, folder = m_context.profileFolder / "logs", filter = m_filter,
          wantsEarlier, earlier = m_earlier](TaskControl& control) mutable -> Result<Found> {
        std::vector<LogLinePtr> all = log->since(0);
        Found found;
        found.seen = all.empty() ? 0 : all.back()->sequence;
        // The files hold this run's lines as well: what comes before the first that is in memory is older. As memory
        // lets go of lines, the files are read again.
        const Timestamp start = all.empty() ? Timestamp::max() : all.front()->at;
        if (wantsEarlier && (!earlier || earlier->before != start)) {
          ZVT_TRY(auto read, readLogFiles(*files, folder, start, LogModel::kMostLines, control.cancelToken()));
          earlier = std::make_shared<const Earlier>(Earlier{std::move(read), start});
        }
        if (wantsEarlier)
          all.insert(all.begin(), earlier->files.lines.begin(), earlier->files.lines.end());
        for (const LogLinePtr& line : all)
          if (!found.channels.contains(line->channel))
            found.channels.insert(line->channel);
        found.earlier = std::move(earlier);
        found.lines = filter.apply(all, control.cancelToken());
        if (found.lines.size() > LogModel::kMostLines)
          found.lines.erase(found.lines.begin(), found.lines.end() - LogModel::kMostLines);
        return found;
      },
      [this](Found found) { take(std::move(found)); });
}

void LogPanel::take(Found found)
{
  m_earlier = std::move(found.earlier);
  if (m_earlier && m_earlier->files.unreadable > 0 && m_filter.problem().isEmpty()) {
    m_problem->setNote(widgets::NoteKind::Warning,
        Tr::tr("%n log file(s) could not be read", nullptr, static_cast<int>(m_earlier->files.unreadable)));
    m_problem->setVisible(true);
  }
  m_channels = std::move(found.channels);
  m_model.setLines(std::move(found.lines));
  m_seen = found.seen;
  showChannels();
  scrollIfFollowing();
  showState();
}

void LogPanel::showChannels()
{
  QStringList wanted{QString()};
  for (const std::string& channel : m_channels)
    wanted.append(QString::fromStdString(channel));
  if (!wanted.contains(m_filter.channel))
    wanted.append(m_filter.channel); // chosen in a run that had it
  if (m_channel->count() != wanted.size()) {
    m_channel->clear();
    for (const QString& channel : std::as_const(wanted))
      m_channel->addItem(channel.isEmpty() ? Tr::tr("All parts") : channel, channel);
  }
  m_channel->setCurrentIndex(m_channel->findData(m_filter.channel));
}

void LogPanel::takeNew()
{
  if (m_context.log == nullptr || m_presenter->isReading() || m_context.log->last() == m_seen)
    return;
  const std::vector<LogLinePtr> fresh = m_context.log->since(m_seen);
  if (fresh.size() > kMostAtOnce) {
    search();
    return;
  }
  m_seen = fresh.back()->sequence;
  for (const LogLinePtr& line : fresh)
    m_channels.insert(line->channel);
  showChannels();
  m_model.append(m_filter.apply(fresh));
  scrollIfFollowing();
  showState();
}

void LogPanel::scrollIfFollowing()
{
  if (m_follow->isChecked())
    m_table->scrollToBottom();
}

void LogPanel::showState()
{
  if (m_context.log == nullptr)
    showEmpty({QStringLiteral("log"), Tr::tr("What the program does is written here."), {}, {}});
  Q_EMIT titleChanged();
}

void LogPanel::showEvent(QShowEvent* event)
{
  Panel::showEvent(event);
  takeNew();
  m_watch.start();
}

void LogPanel::hideEvent(QHideEvent* event)
{
  m_watch.stop();
  Panel::hideEvent(event);
}

void LogPanel::retranslate()
{
  const std::array texts{Tr::tr("All"), Tr::tr("Info"), Tr::tr("Warnings"), Tr::tr("Errors")};
  for (std::size_t i = 0; i < kLevels.size(); ++i)
    m_level->setSegmentText(keyOf(kLevels[i]), texts[i]);
  m_level->setAccessibleName(Tr::tr("Lines of this level and worse"));
  m_follow->setText(Tr::tr("Follow new lines"));
  m_earlierRuns->setText(Tr::tr("Earlier runs too"));
  m_channel->setAccessibleName(Tr::tr("Lines of this part of the program"));
  m_channel->setToolTip(m_channel->accessibleName());
  m_channel->setItemText(0, Tr::tr("All parts"));
  m_folder->setText(Tr::tr("Open the folder of the log files"));
  m_search->setPlaceholderText(Tr::tr("Search the log"));
  m_search->setAccessibleName(Tr::tr("Search the log"));
  m_regular->setToolTip(Tr::tr("The search is a regular expression"));
  m_regular->setAccessibleName(m_regular->toolTip());
  m_table->setAccessibleName(Tr::tr("Program log"));
  m_model.retranslate();
  showState();
}

void registerLogPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("log");
  spec.title = [] { return Tr::tr("Program log"); };
  spec.icon = QStringLiteral("log");
  spec.menu = QStringLiteral("data");
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) -> Panel* { return new LogPanel(context, parent); };
  registry.add(std::move(spec));
}

}
