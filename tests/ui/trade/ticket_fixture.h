// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/testing/memory_file_system.h"
#include "tests/ui/trade/paper_desk.h"
#include "ui/trade/ticket_form.h"
#include "ui/trade/ticket_panel.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include "translations_resources.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <memory>

namespace zvt::tests {

using namespace zvt::ui;

inline Price price(const char* text)
{
  return *Price::parse(text);
}

inline Quantity quantity(const char* text)
{
  return *Quantity::parse(text);
}

/// A ticket over a real profile with the sample market.
class TicketFixture {
protected:
  static void prepare()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
  }
  void open()
  {
    widgets::Language::current().setCode(QStringLiteral("en"));
    m_desk = std::make_unique<PaperDesk>();
    m_ticket = std::make_unique<TicketPanel>(m_desk->context);
    m_ticket->setConfirm([](const ConfirmText&) { return true; });
    m_ticket->resize(390, 800);
    m_ticket->show();
    QSignalSpy loaded(m_ticket.get(), &TicketPanel::contextLoaded);
    m_desk->links.select(LinkColor::A, QString::fromLatin1(PaperDesk::kStock));
    QTRY_VERIFY(loaded.count() > 0);
    const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
    QVERIFY(context && context->market.last);
    m_last = *context->market.last;
  }
  void close()
  {
    m_ticket.reset();
    m_desk.reset();
  }
  void choose(const TicketKind& kind, trading::Side side = trading::Side::Sell)
  {
    m_ticket->form()->setSide(side);
    auto* combo = m_ticket->findChild<QComboBox*>(QStringLiteral("ticketTypeCombo"));
    const auto& kinds = m_ticket->form()->kinds();
    const auto found = std::ranges::find(kinds, kind);
    QVERIFY(found != kinds.end());
    combo->setCurrentIndex(static_cast<int>(found - kinds.begin()));
    Q_EMIT combo->activated(combo->currentIndex());
  }
  void press()
  {
    QTRY_VERIFY2(submitButton()->isEnabled(), qPrintable(submitButton()->text()));
    QSignalSpy submitted(m_ticket.get(), &TicketPanel::submitted);
    QTest::mouseClick(submitButton(), Qt::LeftButton);
    QTRY_VERIFY(submitted.count() > 0);
  }
  /// A thousand shares, bought on the next day: they can be sold after nextDay().
  void buy()
  {
    const auto context = m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit);
    m_ticket->form()->setPrice(context->limits->up);
    m_ticket->form()->setQuantity(quantity("1000"));
    press();
    nextDay();
  }
  void nextDay()
  {
    QSignalSpy loaded(m_ticket.get(), &TicketPanel::contextLoaded);
    const auto before = m_desk->session->state().day;
    m_desk->session->advance(1);
    QTRY_VERIFY(!m_desk->session->state().running && m_desk->session->state().day != before);
    QTRY_VERIFY(loaded.count() > 0);
    m_last = *m_desk->session->ticketContext(PaperDesk::kStock, trading::OrderType::Limit)->market.last;
  }
  void picture(QWidget& widget, const QString& name) const
  {
    const QString folder = qEnvironmentVariable("ZVT_PICTURES");
    if (folder.isEmpty())
      return;
    QTest::qWait(20);
    widget.grab().save(folder + u'/' + name + u'-' + widgets::Language::current().code() + QStringLiteral(".png"));
  }

  [[nodiscard]] QPushButton* submitButton() const
  {
    return m_ticket->findChild<QPushButton*>(QStringLiteral("ticketSubmitButton"));
  }
  [[nodiscard]] QDoubleSpinBox* field(const char* name) const
  {
    return m_ticket->findChild<QDoubleSpinBox*>(QString::fromLatin1(name));
  }
  [[nodiscard]] const trading::CheckResult* check(std::string_view id) const
  {
    const auto& checks = m_ticket->judgement().checks;
    const auto found = std::ranges::find(checks, id, &trading::CheckResult::id);
    return found == checks.end() ? nullptr : &*found;
  }
  [[nodiscard]] std::vector<trading::ConditionalOrder> held() const
  {
    return m_desk->session->held().snapshot()->conditional;
  }
  [[nodiscard]] Price last() const { return m_last; }
  [[nodiscard]] Price at(const char* percent) const
  {
    // On the tick of 0.01.
    return Price(*(*m_last.value().multiply(*Decimal::parse(percent), Rounding::Down))
            .roundTo(*Decimal::parse("0.01"), Rounding::Down));
  }

  testing::MemoryFileSystem m_notes; ///< of notifications; outlives the desk's workers
  std::unique_ptr<PaperDesk> m_desk;
  std::unique_ptr<TicketPanel> m_ticket;
  Price m_last;
};

}
