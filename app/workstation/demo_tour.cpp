// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/demo_tour.h"

#include "app/workstation/workstation.h"
#include "core/market/entity.h"
#include "core/trading/paper_session.h"
#include "ui/import/import_dialog.h"
#include "ui/lab/lab_panel.h"
#include "ui/report/report_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel.h"
#include "ui/trade/ticket_form.h"
#include "ui/trade/ticket_panel.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QScreen>
#include <QTimer>

#include <functional>

namespace zvt::app {

namespace {

class Tour {
public:
  Tour(Workstation& workstation, std::filesystem::path folder)
      : m_workstation(workstation)
      , m_window(workstation.window())
      , m_folder(std::move(folder))
  {
  }

  Result<void> run()
  {
    ZVT_TRY_VOID(m_workstation.context().files->createDirectories(m_folder));
    m_window.resize(1600, 1000);
    m_window.show();
    m_window.showWelcome();
    ZVT_TRY_VOID(take(m_window, QStringLiteral("welcome")));
    ZVT_TRY_VOID(runStrategy());
    runStudy();
    playPaperDesk();
    for (const QString& id : m_window.workspaceIds()) {
      m_window.switchTo(id);
      ZVT_TRY_VOID(take(m_window, QStringLiteral("workspace-") + id));
    }
    for (const ui::PanelSpec& spec : m_workstation.context().panels->all()) {
      ui::Panel* panel = m_window.showPanel(spec.id);
      if (panel != nullptr)
        ZVT_TRY_VOID(take(*panel, QStringLiteral("panel-") + spec.id));
    }
    m_window.openFinder(QStringLiteral("60"));
    ZVT_TRY_VOID(take(m_window, QStringLiteral("finder")));
    closeDialogs();
    ui::ImportDialog import(m_workstation.context(), &m_window);
    import.show();
    ZVT_TRY_VOID(take(import, QStringLiteral("import")));
    import.close();
    ZVT_TRY_VOID(takeModal(QStringLiteral("settings"), [this] { m_window.openSettings(); }));
    return takeThemes();
  }

private:
  /// Runs the strategy that is open and writes its report beside the pictures. A profile without bars has no report.
  Result<void> runStrategy()
  {
    m_window.switchTo(QStringLiteral("research"));
    m_workstation.context().actions->action(QStringLiteral("strategy.run"))->trigger();
    settle();
    auto* panel = qobject_cast<ui::ReportPanel*>(m_window.showPanel(QStringLiteral("report")));
    if (panel == nullptr || !m_workstation.context().research->run())
      return {};
    Result<void> outcome;
    QObject::connect(
        panel, &ui::ReportPanel::exported, &m_window, [&outcome](const Result<void>& written) { outcome = written; });
    panel->exportTo(m_folder / "report");
    settle();
    QObject::disconnect(panel, &ui::ReportPanel::exported, &m_window, nullptr);
    m_window.showPanel(QStringLiteral("strategy"));
    return outcome;
  }

  /// Studies the factor that the lab proposes. A profile without bars has no study.
  void runStudy()
  {
    auto* lab = qobject_cast<ui::LabPanel*>(m_window.showPanel(QStringLiteral("lab")));
    if (lab == nullptr || m_workstation.context().entities()->size() == 0)
      return;
    lab->run();
    while (lab->isRunning())
      settle();
    m_window.showPanel(QStringLiteral("strategy"));
  }

  /// Buys two stocks on the ticket, plays three days, and leaves an order open.
  void playPaperDesk()
  {
    trading::PaperSession* session = m_workstation.context().paperSession;
    auto* ticket = qobject_cast<ui::TicketPanel*>(m_window.showPanel(QStringLiteral("ticket")));
    if (session == nullptr || ticket == nullptr || !session->state().next)
      return;
    ticket->setConfirm([](const ui::ConfirmText&) { return true; });
    std::vector<std::string> stocks;
    for (const market::Entity& entity : m_workstation.context().entities()->entities())
      if (entity.id.type == "stock" && stocks.size() < 2)
        stocks.push_back(entity.id.toString());
    for (const std::string& stock : stocks)
      order(*session, *ticket, stock, true);
    session->advance(3);
    for (int i = 0; i < 40 && (i == 0 || session->state().running); ++i)
      settle();
    if (!stocks.empty())
      order(*session, *ticket, stocks.front(), false);
  }

  void order(trading::PaperSession& session, ui::TicketPanel& ticket, const std::string& stock, bool eager)
  {
    m_workstation.context().links->select(ui::LinkColor::A, QString::fromStdString(stock));
    settle();
    const auto context = session.ticketContext(stock, trading::OrderType::Limit);
    if (!context || !context->limits)
      return;
    ticket.form()->setPrice(eager ? context->limits->up : context->limits->down);
    ticket.form()->setQuantity(Quantity::fromInt(2000));
    Q_EMIT ticket.form()->submitPressed();
    settle();
    ticket.form()->setPrice(context->market.last.value_or(context->limits->down));
    ticket.form()->setQuantity(Quantity::fromInt(1000));
  }

  /// Lets everything that was asked for arrive: workers drained, then the events that they posted.
  void settle()
  {
    for (int round = 0; round < 4; ++round) {
      QCoreApplication::processEvents();
      m_workstation.context().workers->drain();
      QCoreApplication::processEvents();
    }
    // Timers of at most a quarter of a second (coalesced reloads, notices) run out.
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 260)
      QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    m_workstation.context().workers->drain();
    QCoreApplication::processEvents();
  }

  Result<void> take(QWidget& widget, const QString& name)
  {
    settle();
    const QString file = QString::fromStdString((m_folder / (name.toStdString() + std::string(".png"))).string());
    if (!widget.grab().save(file))
      return fail("file.io", {{"file", file.toStdString()}});
    return {};
  }

  /// @p open shows a modal dialog and returns when it is closed.
  Result<void> takeModal(const QString& name, const std::function<void()>& open)
  {
    Result<void> taken;
    QTimer::singleShot(0, &m_window, [&] {
      QWidget* dialog = QApplication::activeModalWidget();
      if (dialog == nullptr)
        return;
      taken = take(*dialog, name);
      dialog->close();
    });
    open();
    return taken;
  }

  void closeDialogs()
  {
    for (QWidget* child : m_window.findChildren<QWidget*>(QRegularExpression(QStringLiteral("[fF]inder$"))))
      child->hide();
  }

  Result<void> takeThemes()
  {
    widgets::Theme& theme = widgets::Theme::current();
    const widgets::ThemeId before = theme.id();
    const QString language = widgets::Language::current().code();
    m_window.switchTo(m_window.workspaceIds().front());
    for (const widgets::ThemeId id : widgets::kThemeIds)
      for (const QString& code : widgets::Language::codes()) {
        theme.setId(id);
        widgets::Language::current().setCode(code);
        ZVT_TRY_VOID(take(m_window, QStringLiteral("theme-%1-%2").arg(widgets::toString(id), code)));
      }
    theme.setId(before);
    widgets::Language::current().setCode(language);
    return {};
  }

  Workstation& m_workstation;
  ui::MainWindow& m_window;
  std::filesystem::path m_folder;
};

}

Result<void> runDemoTour(Workstation& workstation, const std::filesystem::path& folder)
{
  return Tour(workstation, folder).run();
}

}
