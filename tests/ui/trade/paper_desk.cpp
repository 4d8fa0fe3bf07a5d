// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/trade/paper_desk.h"

#include "core/data/sample_market.h"
#include "core/market/exchange.h"

#include <QtTest>

namespace zvt::tests {

namespace {

template <typename T> T require(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

}

namespace {

/// The sample market, made once for a run: every desk begins with a copy of its own.
const std::filesystem::path& sampleProfile(const Clock& clock, FileSystem& files, Logger& logger)
{
  static const TemporaryFolder folder;
  static const std::filesystem::path path = [&] {
    std::filesystem::path made = folder.path() / "profile";
    const auto profile = require(storage::Profile::open({made, false, {}, "test"}, clock, files, logger));
    SilentTaskControl control;
    require(data::generateSampleMarket(*profile, nullptr, control));
    return made;
  }();
  return path;
}

}

PaperDesk::PaperDesk()
    : m_settings(require(ui::Settings::loadSchema()),
          {[this]() -> Result<ui::SettingValues> { return m_kept; },
              [this](const ui::SettingValues& values) -> Result<void> {
                m_kept = values;
                return {};
              }})
{
  std::filesystem::copy(
      sampleProfile(m_clock, m_files, m_logger), m_folder.path() / "profile", std::filesystem::copy_options::recursive);
  context.clock = &m_clock;
  context.files = &m_files;
  context.logger = &m_logger;
  context.tasks = &m_tasks;
  context.rules = require(market::RuleBook::load());
  context.calendar = require(market::Calendar::load("cn"));
  context.links = &links;
  context.settings = &m_settings;
  context.actions = &actions;
  context.panels = &panels;
  open();
}

PaperDesk::~PaperDesk()
{
  close();
}

void PaperDesk::open()
{
  m_profile =
      require(storage::Profile::open({m_folder.path() / "profile", false, {}, "test"}, m_clock, m_files, m_logger));
  data = std::make_unique<data::MarketData>(*m_profile);
  m_workers = std::make_unique<ui::ExecutorPool>(1, m_clock);
  m_broker = std::make_unique<ThreadExecutor>("broker", m_clock);
  trading::PaperSessionOptions options;
  options.rules = context.rules;
  options.account.name = "paper";
  options.account.initialCash = Money::fromInt(1'000'000);
  session = require(trading::PaperSession::open(options, *m_profile, *data, m_clock, *m_broker));
  for (int i = 0; i < 500 && !session->state().day; ++i)
    m_broker->drain();
  context.workers = m_workers.get();
  context.profile = m_profile.get();
  context.marketData = data.get();
  context.paperSession = session.get();
  context.orders = &session->orders();
  context.entities = [profile = m_profile.get()] { return profile->entities().snapshot(); };
}

void PaperDesk::close()
{
  m_workers.reset();
  session.reset();
  m_broker.reset();
  data.reset();
  m_profile.reset();
}

void PaperDesk::restart()
{
  close();
  open();
}

}
