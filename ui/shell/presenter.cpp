// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/presenter.h"

#include "core/data/market_data.h"
#include "ui/shell/panel.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"

#include <mutex>

namespace zvt::ui {

namespace {
constexpr int kCoalesceMs = 100;
}

struct ReadControl::State {
  std::mutex mutex;
  double fraction = -1;
  std::string step;
};

ReadControl::ReadControl()
    : m_state(std::make_unique<State>())
{
}

ReadControl::~ReadControl() = default;

void ReadControl::progress(double fraction, std::string_view step)
{
  const std::lock_guard lock(m_state->mutex);
  m_state->fraction = fraction;
  m_state->step = step;
}

std::pair<double, std::string> ReadControl::now() const
{
  const std::lock_guard lock(m_state->mutex);
  return {m_state->fraction, m_state->step};
}

Presenter::Presenter(const Context& context, Panel* panel, std::function<void()> load)
    : QObject(panel)
    , m_context(context)
    , m_panel(panel)
    , m_load(std::move(load))
{
  m_timer.setSingleShot(true);
  m_timer.setInterval(kCoalesceMs);
  connect(&m_timer, &QTimer::timeout, this, [this] {
    m_again = isReading();
    if (!m_again)
      m_load();
  });
}

Presenter::~Presenter()
{
  m_observations.clear();
  if (m_control)
    m_control->cancel();
}

void Presenter::reload()
{
  m_timer.stop();
  m_again = false;
  m_load();
}

void Presenter::touch()
{
  if (!m_timer.isActive())
    m_timer.start();
}

void Presenter::cancel()
{
  if (const auto control = std::exchange(m_control, nullptr))
    control->cancel();
}

std::shared_ptr<ReadControl> Presenter::begin()
{
  cancel();
  m_control = std::make_shared<ReadControl>();
  // What is shown stays until something newer is there.
  if (!m_quiet && (!m_hasContent || m_panel->state() != PanelState::Content)) {
    const auto ask = [control = m_control] {
      const auto [fraction, step] = control->now();
      return LoadingProgress::Now{fraction, QString::fromStdString(step)};
    };
    m_panel->showLoading({ask, [this, control = m_control] {
                            if (finish(control)) {
                              control->cancel();
                              showFailure(Error{"task.cancelled", {}, {}});
                            }
                          }});
  }
  return m_control;
}

bool Presenter::finish(const std::shared_ptr<ReadControl>& control)
{
  if (m_control != control)
    return false;
  m_control.reset();
  if (std::exchange(m_again, false))
    m_timer.start();
  return true;
}

void Presenter::showFailure(const Error& error)
{
  if (m_quiet) {
    Q_EMIT failed(error);
    return;
  }
  const auto again = [guard = QPointer<Presenter>(this)] {
    if (guard)
      guard->reload();
  };
  if (error.code == "task.cancelled")
    m_panel->showEmpty({QStringLiteral("stop"), Tr::tr("Loading was cancelled."), Tr::tr("Load again"), again});
  else
    m_panel->showError(widgets::Language::current().describe(error), again);
  Q_EMIT failed(error);
}

void Presenter::showTaken()
{
  m_hasContent = true;
  if (!m_quiet)
    m_panel->showContent();
}

std::function<void()> Presenter::knock()
{
  return [guard = QPointer<Presenter>(this)] {
    // The guard is only looked at on the GUI thread, where presenters die.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard] {
          if (guard)
            guard->touch();
        },
        Qt::QueuedConnection);
  };
}

void Presenter::watchMarket(std::function<bool(const data::MarketChange& change)> concerns)
{
  if (m_context.marketData == nullptr)
    return;
  if (!concerns)
    concerns = [](const data::MarketChange&) { return true; };
  keep(m_context.marketData->observe(knockIf<data::MarketChange>(std::move(concerns))));
}

}
