// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/formula_columns.h"

#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/factor/saved_formulas.h"
#include "ui/shell/presenter.h"
#include "ui/watchlist/watchlist_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace zvt::ui {

FormulaColumns::FormulaColumns(const Context& context, WatchlistModel& model, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_model(model)
    , m_saved(new SavedFormulas(context, this))
{
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, &FormulaColumns::start);
  connect(m_saved, &SavedFormulas::changed, this, [this, before = m_saved->snapshot()]() mutable {
    const FormulaLibraryPtr old = std::exchange(before, m_saved->snapshot());
    const auto refers = [&](const data::WatchColumn& column) {
      return mayRefer(column.formula, *old) || mayRefer(column.formula, *m_saved->snapshot());
    };
    if (*old != *m_saved->snapshot() && std::ranges::any_of(m_model.formulas(), refers))
      refresh(m_until);
  });
  m_saved->load();
}

FormulaColumns::~FormulaColumns()
{
  if (m_control)
    m_control->cancel();
}

void FormulaColumns::refresh(std::optional<TradingDay> until)
{
  m_until = until;
  if (m_model.formulas().empty() && m_formulas.empty())
    return;
  m_isWanted = true;
  // What is under way is finished first, else bars that keep changing would never let anything be shown.
  if (m_control && m_builtFor != m_model.formulas())
    m_control->cancel();
  if (!m_isBusy)
    m_timer.start(0);
}

void FormulaColumns::takeQuotes(const data::QuoteChanges& changes)
{
  if (m_formulas.empty())
    return;
  for (const data::QuoteChange& change : changes.entities)
    if (const int slot = m_model.quotes().slotOf(change.entityId);
        slot >= 0 && (change.quoteChanged || change.dayBegan))
      m_moved.insert(slot);
  if (!m_moved.empty() && !m_timer.isActive() && !m_isBusy)
    m_timer.start(kQuoteMs);
}

void FormulaColumns::start()
{
  if (m_isBusy)
    return;
  if (m_isWanted)
    build();
  else if (m_universe && !m_moved.empty())
    move();
}

void FormulaColumns::readFormulas()
{
  m_formulas.clear();
  m_columns.clear();
  m_builtFor = m_model.formulas();
  const auto& columns = m_builtFor;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto formula = factor::compile(columns[i].formula, {}, m_saved->library());
    if (formula && formula->comparesEntities())
      formula = fail("watchlist.formula_compares");
    m_model.setFormulaProblem(i, formula ? std::nullopt : std::optional(formula.error()));
    if (!formula)
      continue;
    m_model.setFormulaWarmUp(i, formula->warmUp());
    m_formulas.push_back(*std::move(formula));
    m_columns.push_back(i);
  }
}

std::optional<LiveDay> FormulaColumns::liveDayOf(int slot, std::uint32_t entity) const
{
  const QuoteTable& quotes = m_model.quotes();
  const std::optional<TradingDay> day = quotes.day(slot);
  if (!quotes.isLive(slot) || !day)
    return {};
  const auto figure = [&](QuoteField field) { return quotes.value(slot, field); };
  return LiveDay{entity, *day, figure(QuoteField::Open), figure(QuoteField::High), figure(QuoteField::Low),
      figure(QuoteField::Last), figure(QuoteField::Volume), figure(QuoteField::Turnover), figure(QuoteField::Previous)};
}

void FormulaColumns::build()
{
  m_isWanted = false;
  m_moved.clear();
  readFormulas();
  m_universe.reset();
  m_entities.clear();
  if (m_formulas.empty() || m_context.marketData == nullptr || m_context.workers == nullptr)
    return;
  FormulaUniverse::Request request;
  request.formulas = m_formulas;
  request.until = m_until;
  for (const std::string& id : m_model.list()->entityIds()) { // the model knows those of lists shown before as well
    const int slot = m_model.quotes().slotOf(id);
    if (slot < 0)
      continue;
    const auto entity = static_cast<std::uint32_t>(m_entities.size());
    m_entities.push_back(id);
    if (const auto live = liveDayOf(slot, entity))
      request.live.push_back(*live);
  }
  request.entities = m_entities;
  m_isBusy = true;
  m_control = std::make_shared<ReadControl>();
  runAsync(
      m_context.workers->nextLong(), this,
      [data = m_context.marketData, columns = m_context.columns, request = std::move(request),
          control = m_control]() mutable {
        return FormulaUniverse::build(*data, columns, std::move(request), *control);
      },
      [this](const Result<std::shared_ptr<FormulaUniverse>>& built) { takeUniverse(built); });
}

void FormulaColumns::takeUniverse(const Result<std::shared_ptr<FormulaUniverse>>& built)
{
  m_isBusy = false;
  m_control.reset();
  if (m_builtFor != m_model.formulas()) {
    m_isWanted = true;
  } else if (built) {
    m_universe = *built;
    std::vector<std::uint32_t> all(m_entities.size());
    std::iota(all.begin(), all.end(), 0U);
    for (std::size_t i = 0; i < m_entities.size(); ++i)
      m_model.setFormulaBars(m_model.quotes().slotOf(m_entities[i]), m_universe->bars()[i]);
    show(all);
  } else if (!built && built.error().code != "task.cancelled") {
    for (const std::size_t column : m_columns)
      m_model.setFormulaProblem(column, built.error());
    Q_EMIT computed();
  }
  if (m_isWanted || !m_moved.empty())
    m_timer.start(0);
}

void FormulaColumns::move()
{
  std::vector<LiveDay> live;
  for (std::size_t i = 0; i < m_entities.size(); ++i) {
    const int slot = m_model.quotes().slotOf(m_entities[i]);
    if (slot < 0 || !m_moved.contains(slot))
      continue;
    if (const auto day = liveDayOf(slot, static_cast<std::uint32_t>(i)))
      live.push_back(*day);
    else
      m_isWanted = true; // its quote has gone: the stored day counts again
  }
  m_moved.clear();
  if (m_isWanted) {
    m_timer.start(0);
    return;
  }
  if (live.empty())
    return;
  m_isBusy = true;
  std::vector<std::uint32_t> entities;
  for (const LiveDay& day : live)
    entities.push_back(day.entity);
  runAsync(
      m_context.workers->next(), this, [universe = m_universe, live = std::move(live)] { return universe->move(live); },
      [this, universe = m_universe, entities = std::move(entities)](
          const Result<std::vector<std::uint32_t>>& ofAnotherDay) {
        m_isBusy = false;
        if (ofAnotherDay && universe == m_universe && m_builtFor == m_model.formulas()) {
          m_isWanted = m_isWanted || !ofAnotherDay->empty();
          show(entities);
        }
        if (m_isWanted || !m_moved.empty())
          m_timer.start(kQuoteMs);
      });
}

void FormulaColumns::show(std::span<const std::uint32_t> entities)
{
  for (const std::uint32_t entity : entities) {
    const int slot = m_model.quotes().slotOf(m_entities[entity]);
    for (std::size_t i = 0; slot >= 0 && i < m_columns.size(); ++i)
      m_model.setFormulaValue(m_columns[i], slot, m_universe->values(i)[entity]);
  }
  Q_EMIT computed();
}

}
