// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/fundamental/statements.h"

/// The lines of the statements that the built-in figures are made of.
namespace zvt::factor::items {

inline constexpr Item kRevenue{Statement::Income, "operating_income"};
inline constexpr Item kCostOfSales{Statement::Income, "operating_costs"};
inline constexpr Item kSellingCosts{Statement::Income, "sales_costs"};
inline constexpr Item kAdministration{Statement::Income, "managing_costs"};
inline constexpr Item kFinanceCosts{Statement::Income, "financing_costs"};
inline constexpr Item kOperatingProfit{Statement::Income, "operating_profit"};
inline constexpr Item kPretaxProfit{Statement::Income, "total_profits"};
inline constexpr Item kTax{Statement::Income, "tax_expense"};
inline constexpr Item kNetProfit{Statement::Income, "net_profit"};
inline constexpr Item kParentProfit{Statement::Income, "net_profit_as_parent"};
inline constexpr Item kRecurringProfit{Statement::Income, "deducted_net_profit"};

inline constexpr Item kCash{Statement::Balance, "cash_and_cash_equivalents"};
inline constexpr Item kReceivables{Statement::Balance, "accounts_receivable"};
inline constexpr Item kInventories{Statement::Balance, "inventories"};
inline constexpr Item kCurrentAssets{Statement::Balance, "total_current_assets"};
inline constexpr Item kFixedAssets{Statement::Balance, "fixed_assets"};
inline constexpr Item kGoodwill{Statement::Balance, "goodwill"};
inline constexpr Item kAssets{Statement::Balance, "total_assets"};
inline constexpr Item kShortLoans{Statement::Balance, "short_term_borrowing"};
inline constexpr Item kDueWithinYear{Statement::Balance, "current_portion_of_non_current_liabilities"};
inline constexpr Item kCurrentLiabilities{Statement::Balance, "total_current_liabilities"};
inline constexpr Item kLongLoans{Statement::Balance, "long_term_borrowing"};
inline constexpr Item kBonds{Statement::Balance, "fi_bond_payable"};
inline constexpr Item kLongLiabilities{Statement::Balance, "total_non_current_liabilities"};
inline constexpr Item kLiabilities{Statement::Balance, "total_liabilities"};
inline constexpr Item kShareCapital{Statement::Balance, "capital"};
inline constexpr Item kCapitalReserve{Statement::Balance, "capital_reserve"};
inline constexpr Item kSurplusReserve{Statement::Balance, "surplus_reserve"};
inline constexpr Item kUndistributed{Statement::Balance, "undistributed_profits"};
inline constexpr Item kParentEquity{Statement::Balance, "equity"};
inline constexpr Item kEquity{Statement::Balance, "total_equity"};

inline constexpr Item kOperatingCash{Statement::CashFlow, "net_op_cash_flows"};
inline constexpr Item kInvestment{Statement::CashFlow, "cash_to_acquire_fixed_intangible_assets"};
inline constexpr Item kSharesIssued{Statement::CashFlow, "cash_from_accepting_investment"};
inline constexpr Item kSharesIssuedBySubsidiaries{
    Statement::CashFlow, "cash_from_subsidiaries_accepting_minority_interest"};
inline constexpr Item kDepreciation{Statement::CashFlow, "depreciation"};

inline constexpr Item kReportedRoe{Statement::Indicators, "roe"};
inline constexpr Item kRevenueGrowth{Statement::Indicators, "op_income_growth_yoy"};
inline constexpr Item kProfitGrowth{Statement::Indicators, "net_profit_growth_yoy"};
inline constexpr Item kCashPerRevenue{Statement::Indicators, "op_net_cash_flow_per_op_income"};
inline constexpr Item kSalesCashPerRevenue{Statement::Indicators, "sales_net_cash_flow_per_op_income"};
inline constexpr Item kCurrentRatio{Statement::Indicators, "current_ratio"};
inline constexpr Item kQuickRatio{Statement::Indicators, "quick_ratio"};
inline constexpr Item kDebtToAssets{Statement::Indicators, "debt_asset_ratio"};

/// All of them, for whoever reads the tables.
inline constexpr std::array kAll{kRevenue, kCostOfSales, kSellingCosts, kAdministration, kFinanceCosts,
    kOperatingProfit, kPretaxProfit, kTax, kNetProfit, kParentProfit, kRecurringProfit, kCash, kReceivables,
    kInventories, kCurrentAssets, kFixedAssets, kGoodwill, kAssets, kShortLoans, kDueWithinYear, kCurrentLiabilities,
    kLongLoans, kBonds, kLongLiabilities, kLiabilities, kShareCapital, kCapitalReserve, kSurplusReserve, kUndistributed,
    kParentEquity, kEquity, kOperatingCash, kInvestment, kSharesIssued, kSharesIssuedBySubsidiaries, kDepreciation,
    kReportedRoe, kRevenueGrowth, kProfitGrowth, kCashPerRevenue, kSalesCashPerRevenue, kCurrentRatio, kQuickRatio,
    kDebtToAssets};

}
