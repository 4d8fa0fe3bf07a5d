// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/sweep_setup.h"

#include "core/strategy/node_catalog.h"
#include "ui/report/sweep_table.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::ui {

namespace {

constexpr int kPermille = 1000;
constexpr int kMostSamples = 10'000;
constexpr int kSearch = 2; ///< place of the Bayesian search among the ways

QString countText(std::size_t count)
{
  const int shown = static_cast<int>(std::min<std::size_t>(count, 1'000'000'000));
  QString text = Tr::tr("%n backtests", nullptr, shown);
  return text.replace(QString::number(shown), widgets::formatNumber(shown, 0));
}

bool canVary(const ParamSpec& param)
{
  return param.type == ParamType::Int || param.type == ParamType::Double || param.type == ParamType::Decimal
      || param.type == ParamType::Choice || param.type == ParamType::Bool;
}

}

SweepSetup::SweepSetup(QWidget* parent)
    : QWidget(parent)
{
  build();
  for (std::size_t i = 0; i < m_rows.size(); ++i) {
    const Row& row = m_rows[i];
    connect(row.name, &QComboBox::currentIndexChanged, this, &SweepSetup::showCount);
    connect(row.name, &QComboBox::currentIndexChanged, this, &SweepSetup::changed);
    connect(row.name, &QComboBox::activated, this,
        [this, i](int index) { m_rows[i].chosen = m_rows[i].name->itemData(index).toString(); });
    connect(row.values, &QLineEdit::textChanged, this, &SweepSetup::showCount);
    connect(row.values, &QLineEdit::textChanged, this, &SweepSetup::changed);
    connect(row.values, &QLineEdit::returnPressed, this, [this] {
      if (m_run->isEnabled() && !m_isRunning)
        Q_EMIT runRequested();
    });
  }
  connect(m_method, &QComboBox::currentIndexChanged, this, &SweepSetup::showCount);
  connect(m_samples, &QSpinBox::valueChanged, this, &SweepSetup::showCount);
  connect(m_run, &QPushButton::clicked, this, [this] {
    if (m_isRunning)
      Q_EMIT cancelRequested();
    else
      Q_EMIT runRequested();
  });
  retranslate();
}

QGridLayout* SweepSetup::addGroup(widgets::GroupHead*& head)
{
  head = new widgets::GroupHead({}, this);
  auto* grid = new QGridLayout;
  grid->setContentsMargins(0, 0, 0, 6);
  grid->setHorizontalSpacing(6);
  grid->setVerticalSpacing(4);
  grid->setColumnStretch(1, 1);
  auto* column = static_cast<QVBoxLayout*>(layout());
  column->addWidget(head);
  column->addLayout(grid);
  return grid;
}

void SweepSetup::build()
{
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(10, 8, 10, 8);
  column->setSpacing(4);
  m_strategy =
      (new widgets::TextLabel({}, this))->setRole(static_cast<int>(widgets::FontRole::Body), true)->setElided();
  m_strategy->setObjectName(QStringLiteral("sweepStrategyLabel"));
  column->addWidget(m_strategy);
  QGridLayout* parameters = addGroup(m_parametersHead);
  for (std::size_t i = 0; i < m_rows.size(); ++i) {
    Row& row = m_rows[i];
    row.name = new QComboBox(this);
    row.name->setObjectName(QStringLiteral("axisCombo%1").arg(i + 1));
    row.name->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    row.name->setMinimumContentsLength(10);
    row.values = new QLineEdit(this);
    row.values->setObjectName(QStringLiteral("axisValuesField%1").arg(i + 1));
    parameters->addWidget(row.name, static_cast<int>(i), 0);
    parameters->addWidget(row.values, static_cast<int>(i), 1);
  }
  QGridLayout* way = addGroup(m_wayHead);
  m_method = new QComboBox(this);
  m_method->setObjectName(QStringLiteral("sweepMethodCombo"));
  m_samples = new QSpinBox(this);
  m_samples->setObjectName(QStringLiteral("sweepSamplesBox"));
  m_samples->setRange(1, kMostSamples);
  m_samples->setValue(100);
  m_seed = new QSpinBox(this);
  m_seed->setObjectName(QStringLiteral("sweepSeedBox"));
  m_seed->setRange(0, std::numeric_limits<int>::max());
  m_objective = new QComboBox(this);
  m_objective->setObjectName(QStringLiteral("sweepObjectiveCombo"));
  for (QWidget* field : std::initializer_list<QWidget*>{m_method, m_samples, m_seed, m_objective}) {
    m_labels.push_back(new QLabel(this));
    m_labels.back()->setBuddy(field);
    way->addWidget(m_labels.back(), way->rowCount(), 0);
    way->addWidget(field, way->rowCount() - 1, 1);
  }
  m_count = (new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Secondary);
  m_count->setObjectName(QStringLiteral("sweepCountLabel"));
  m_count->setWordWrap(true);
  m_run = new QPushButton(this);
  m_run->setObjectName(QStringLiteral("runSweepButton"));
  m_run->setProperty("role", QStringLiteral("primary"));
  m_progress = new QProgressBar(this);
  m_progress->setObjectName(QStringLiteral("sweepProgress"));
  m_progress->setRange(0, kPermille);
  m_progress->setTextVisible(false);
  m_problem = new widgets::Note(widgets::NoteKind::Error, {}, this);
  m_problem->setObjectName(QStringLiteral("sweepProblemNote"));
  m_problem->hide();
  m_progress->hide();
  for (QWidget* part : std::initializer_list<QWidget*>{m_count, m_run, m_progress, m_problem})
    column->addWidget(part);
  column->addStretch(1);
}

void SweepSetup::setDocument(const DocumentPtr& document)
{
  m_document = document;
  m_code = nullptr;
  retranslate();
}

void SweepSetup::setCode(const OpenCodePtr& code)
{
  m_code = code;
  strategy::StrategyDocument named;
  if (code) {
    named.name = code->facts.name;
    named.nodes = {{"account", "account", {}, 0, 0}};
  }
  m_document = code ? std::make_shared<const strategy::StrategyDocument>(std::move(named)) : nullptr;
  retranslate();
}

/// What can be varied: "cross.fast"; of code "fast", "account.slippage".
QStringList SweepSetup::parameterNames() const
{
  QStringList names;
  if (m_code) {
    for (const ParamSpec& param : m_code->schema.specs())
      if (canVary(param) && !param.key.starts_with("run."))
        names << QString::fromStdString(param.key);
    return names;
  }
  for (const strategy::Node& node : m_document ? m_document->nodes : std::vector<strategy::Node>())
    if (const strategy::NodeSpec* spec = strategy::NodeCatalog::builtin().find(node.type))
      for (const ParamSpec& param : spec->params.specs())
        if (canVary(param))
          names << QString::fromStdString(node.id + "." + param.key);
  return names;
}

void SweepSetup::fillNames()
{
  const QStringList names = parameterNames();
  for (const Row& row : m_rows) {
    const QSignalBlocker quiet(row.name);
    row.name->clear();
    row.name->addItem(QString(widgets::kMissing), QString());
    for (const QString& name : names) {
      row.name->addItem(parameterText(*m_document, name.toStdString()), name);
      row.name->setItemData(row.name->count() - 1, name, Qt::ToolTipRole);
    }
    row.name->setCurrentIndex(std::max(0, row.name->findData(row.chosen)));
  }
}

void SweepSetup::fillObjectives()
{
  const QVariant chosen = m_objective->currentIndex() < 0 ? QVariant(static_cast<int>(analytics::Metric::Sharpe))
                                                          : m_objective->currentData();
  const QSignalBlocker quiet(m_objective);
  m_objective->clear();
  for (const analytics::MetricInfo& info : analytics::metricTable())
    m_objective->addItem(
        widgets::Language::current().text("report.metric." + std::string(info.key)), static_cast<int>(info.metric));
  m_objective->setCurrentIndex(std::max(0, m_objective->findData(chosen)));
  const int method = std::max(0, m_method->currentIndex());
  const QSignalBlocker still(m_method);
  m_method->clear();
  m_method->addItem(Tr::tr("Every combination"));
  m_method->addItem(Tr::tr("Some at random"));
  m_method->addItem(Tr::tr("Some where it went well"));
  m_method->setItemData(
      kSearch, Tr::tr("Each few are drawn where those before them were good (Bayesian search)"), Qt::ToolTipRole);
  m_method->setCurrentIndex(method);
}

Result<backtest::SweepRequest> SweepSetup::request() const
{
  if (!m_document)
    return fail("sweep.no_strategy");
  backtest::SweepRequest request;
  request.document = *m_document;
  if (m_code) {
    request.code = m_code->code;
    request.settings = m_code->settings;
  }
  for (const Row& row : m_rows) {
    const QString name = row.name->currentData().toString(), values = row.values->text().trimmed();
    if (name.isEmpty() && values.isEmpty())
      continue;
    ZVT_TRY(backtest::SweepAxis axis, backtest::parseAxis(QString(name + u'=' + values).toStdString()));
    ZVT_TRY_VOID(checkAxis(axis));
    request.axes.push_back(std::move(axis));
  }
  ZVT_TRY_VOID(backtest::checkAxes(request));
  request.method = static_cast<backtest::SweepMethod>(m_method->currentIndex());
  request.samples = static_cast<std::size_t>(m_samples->value());
  request.seed = static_cast<std::uint64_t>(m_seed->value());
  request.objective = static_cast<analytics::Metric>(m_objective->currentData().toInt());
  return request;
}

/// A word where a number belongs would only be refused by every trial.
Result<void> SweepSetup::checkAxis(const backtest::SweepAxis& axis) const
{
  strategy::StrategyDocument trial = *m_document;
  for (const std::string& value : axis.values)
    if (m_code)
      ZVT_TRY_VOID(m_code->schema.parse(axis.name, value));
    else
      ZVT_TRY_VOID(strategy::applySetting(trial, axis.name + "=" + value));
  return {};
}

void SweepSetup::showCount()
{
  const bool isDrawn = m_method->currentIndex() != 0;
  m_samples->setEnabled(isDrawn && !m_isRunning);
  m_seed->setEnabled(isDrawn && !m_isRunning);
  const auto wanted = request();
  const bool isEmpty = wanted && wanted->axes.empty();
  std::size_t count = 1;
  for (std::size_t i = 0; wanted && i < wanted->axes.size(); ++i)
    count *= wanted->axes[i].values.size();
  if (wanted && isDrawn)
    count = std::min(count, wanted->samples);
  m_trials = wanted && !isEmpty ? count : 0;
  const bool isTooMany = wanted && count > backtest::SweepRequest::kMostTrials;
  if (!wanted)
    m_count->setText(sweepProblemText(wanted.error()));
  else if (isTooMany)
    m_count->setText(sweepProblemText({"sweep.too_many",
        {{"count", std::to_string(count)}, {"most", std::to_string(backtest::SweepRequest::kMostTrials)}}, {}}));
  else if (isEmpty)
    m_count->setText(Tr::tr("Choose a parameter and its values: 5:20:5 counts from 5 to 20 by 5, or 5,10,20."));
  else
    m_count->setText(countText(count));
  m_count->setTone(wanted && !isTooMany ? widgets::TextTone::Secondary : widgets::TextTone::Warning);
  m_run->setEnabled(m_isRunning || (m_isAvailable && wanted && !isEmpty && !isTooMany));
}

void SweepSetup::setAvailable(bool available)
{
  m_isAvailable = available;
  showCount();
}

void SweepSetup::setRunning(bool running)
{
  m_isRunning = running;
  m_progress->setVisible(running);
  m_progress->setValue(0);
  for (const Row& row : m_rows) {
    row.name->setEnabled(!running);
    row.values->setEnabled(!running);
  }
  m_method->setEnabled(!running);
  m_objective->setEnabled(!running);
  retranslate();
}

void SweepSetup::setProgress(double fraction)
{
  m_progress->setValue(static_cast<int>(fraction * kPermille));
  if (m_isRunning && m_trials > 0)
    m_count->setText(Tr::tr("%1 of %2 backtests")
            .arg(widgets::formatNumber(std::floor(std::clamp(fraction, 0.0, 1.0) * static_cast<double>(m_trials)), 0),
                widgets::formatNumber(static_cast<double>(m_trials), 0)));
}

void SweepSetup::showProblem(const QString& text, widgets::NoteKind kind)
{
  m_problem->setNote(kind, text);
  m_problem->setVisible(!text.isEmpty());
}

QJsonObject SweepSetup::state() const
{
  QJsonArray rows;
  for (const Row& row : m_rows)
    rows.append(QJsonArray{row.chosen, row.values->text()});
  return {{QStringLiteral("axes"), rows}, {QStringLiteral("method"), m_method->currentIndex()},
      {QStringLiteral("samples"), m_samples->value()}, {QStringLiteral("seed"), m_seed->value()},
      {QStringLiteral("objective"), m_objective->currentData().toInt()}};
}

void SweepSetup::restore(const QJsonObject& state)
{
  const QJsonArray rows = state.value(QLatin1String("axes")).toArray();
  for (std::size_t i = 0; i < m_rows.size(); ++i) {
    const QJsonArray row = rows.at(static_cast<qsizetype>(i)).toArray();
    m_rows[i].chosen = row.at(0).toString(); // the strategy may come later
    m_rows[i].values->setText(row.at(1).toString());
  }
  fillNames();
  m_method->setCurrentIndex(std::clamp(state.value(QLatin1String("method")).toInt(), 0, m_method->count() - 1));
  m_samples->setValue(state.value(QLatin1String("samples")).toInt(m_samples->value()));
  m_seed->setValue(state.value(QLatin1String("seed")).toInt());
  const int objective = m_objective->findData(state.value(QLatin1String("objective")).toInt(-1));
  if (objective >= 0)
    m_objective->setCurrentIndex(objective);
}

void SweepSetup::retranslate()
{
  m_strategy->setText(m_document ? Tr::tr("Strategy: %1").arg(QString::fromStdString(m_document->name))
                                 : Tr::tr("No strategy is open"));
  m_parametersHead->setText(Tr::tr("Parameters and values"));
  m_wayHead->setText(Tr::tr("How"));
  for (std::size_t i = 0; i < m_rows.size(); ++i) {
    const QString number = QString::number(i + 1);
    m_rows[i].name->setAccessibleName(Tr::tr("Parameter %1").arg(number));
    m_rows[i].values->setAccessibleName(Tr::tr("Values of parameter %1").arg(number));
    m_rows[i].values->setPlaceholderText(QStringLiteral("5:20:5"));
    m_rows[i].values->setToolTip(Tr::tr("from:to:step, or values separated by commas"));
  }
  const std::array names{Tr::tr("Try"), Tr::tr("How many"), Tr::tr("Seed"), Tr::tr("Best by")};
  for (std::size_t i = 0; i < names.size(); ++i) {
    m_labels[i]->setText(names[i]);
    m_labels[i]->buddy()->setAccessibleName(names[i]);
  }
  fillNames();
  fillObjectives();
  m_progress->setAccessibleName(Tr::tr("Progress of the sweep"));
  m_run->setText(m_isRunning ? Tr::tr("Cancel") : Tr::tr("Run sweep"));
  m_run->setIcon(widgets::icon(
      m_isRunning ? QStringLiteral("stop") : QStringLiteral("play"), widgets::Theme::current().colors().accent.onFill));
  showCount();
}

QString sweepProblemText(const Error& error)
{
  const widgets::Language& language = widgets::Language::current();
  QString remedy;
  if (error.code == "sweep.no_axes")
    remedy = Tr::tr("Choose a parameter and its values at the left.");
  else if (error.code == "sweep.too_many")
    remedy = Tr::tr("Take wider steps, or try some at random.");
  else if (error.code == "sweep.same_parameter" || error.code == "sweep.given_twice")
    remedy = Tr::tr("Choose another one, or give it all of the values at once.");
  else if (error.code == "sweep.bad_axis")
    remedy = Tr::tr("Write its values as from:to:step, or separated by commas.");
  return remedy.isEmpty() ? language.describe(error)
                          : language.text(error.code, error.arguments) + QStringLiteral(" — ") + remedy;
}

}
