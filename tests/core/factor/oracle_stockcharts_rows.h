// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/factor/oracle.h"

/// The worked examples of StockCharts' ChartSchool. Their prices are printed with fewer digits than they were computed
/// with; where that shows, the slack says how far half a digit of the input reaches.

namespace zvt::tests {

#define ZVT_RANGE "(MAX(H,REF(C,1))-MIN(L,REF(C,1)))"
#define ZVT_CHANGE "(C-REF(C,1))"
#define ZVT_GAIN "RMA(MAX(C-REF(C,1),0),14,3)"
#define ZVT_LOSS "RMA(MAX(REF(C,1)-C,0),14,3)"
// 通达信's SMA(X,n+1,2) is an EMA of n that is shown from the first bar on.
#define ZVT_MACD_LINE "(SMA(C,13,2)-SMA(C,27,2))"
#define ZVT_PPO_LINE "(100*" ZVT_MACD_LINE "/SMA(C,27,2))"

inline const std::vector<OracleCase> kStockChartsTrend{
    {"cs-adx.csv", "TR", ZVT_RANGE, 5},
    {"cs-adx.csv", "+DM 1", "IF(H-REF(H,1)>REF(L,1)-L AND H-REF(H,1)>0,H-REF(H,1),0)", 5},
    {"cs-adx.csv", "-DM 1", "IF(REF(L,1)-L>H-REF(H,1) AND REF(L,1)-L>0,REF(L,1)-L,0)", 5},
    {"cs-adx.csv", "TR14", "100*(PLUS_DM(H,L,14,1)+MINUS_DM(H,L,14,1))/(PLUS_DI(H,L,C,14,1)+MINUS_DI(H,L,C,14,1))", 5},
    {"cs-adx.csv", "+DM14", "PLUS_DM(H,L,14,1)", 5}, {"cs-adx.csv", "-DM14", "MINUS_DM(H,L,14,1)", 5},
    {"cs-adx.csv", "+DI14", "PLUS_DI(H,L,C,14,1)", 5}, {"cs-adx.csv", "-DI14", "MINUS_DI(H,L,C,14,1)", 5},
    {"cs-adx.csv", "DI 14 Diff", "ABS(PLUS_DI(H,L,C,14,1)-MINUS_DI(H,L,C,14,1))", 5},
    {"cs-adx.csv", "DI 14 Sum", "PLUS_DI(H,L,C,14,1)+MINUS_DI(H,L,C,14,1)", 5},
    {"cs-adx.csv", "DX", "DX(H,L,C,14,1)", 5}, {"cs-adx.csv", "ADX", "ADX(H,L,C,14,1)", 5},
    {"cs-cci.csv", "Typical Price", "(H+L+C)/3", 3}, {"cs-cci.csv", "20-day SMA of TP", "MA((H+L+C)/3,20)", 3},
    {"cs-cci.csv", "20-day Mean Deviation", "AVEDEV((H+L+C)/3,20)", 3},
    {"cs-cci.csv", "CCI", "CCI(H,L,C,20)", 400}, // half a digit of the price is 0.005/0.015/0.37 digits of the quotient
    {"cs-kama.csv", "ABS (Close - Close 10 periods ago)", "ABS(C-REF(C,10))"},
    {"cs-kama.csv", "ABS (Close - Prior Close)", "ABS(C-REF(C,1))"}, {"cs-kama.csv", "ER", "ER(C,10)"},
    {"cs-kama.csv", "SC", "(ER(C,10)*(2/3-2/31)+2/31)*(ER(C,10)*(2/3-2/31)+2/31)"},
    {"cs-kama.csv", "KAMA", "KAMA(C,10,2,30)", 1, 10}, // the seed is printed, too
    {"cs-macd.csv", "short_ema", "SMA(C,13,2)"}, {"cs-macd.csv", "long_ema", "SMA(C,27,2)"},
    {"cs-macd.csv", "MACD_line", ZVT_MACD_LINE, 1, 1}, {"cs-macd.csv", "MACD_line", "MACD(C).DIFF", 1, 25},
    {"cs-macd.csv", "MACD_signal", "SMA(" ZVT_MACD_LINE ",10,2)", 1, 110},
    {"cs-macd.csv", "MACD_diff", ZVT_MACD_LINE "-SMA(" ZVT_MACD_LINE ",10,2)", 1, 110},
    {"cs-percentr.csv", "Highest High (14)", "HHV(H,14)"}, {"cs-percentr.csv", "Lowest Low (14)", "LLV(L,14)"},
    {"cs-percentr.csv", "Williams_%R", "WILLR(H,L,C,14)", 40}, {"cs-ppo.csv", "12 day EMA", "SMA(C,13,2)"},
    {"cs-ppo.csv", "26 day EMA", "SMA(C,27,2)"}, {"cs-ppo.csv", "PPO", ZVT_PPO_LINE},
    {"cs-ppo.csv", "PPO", "PPO(C)", 1, 25}, {"cs-ppo.csv", "PPO_Signal_Line", "SMA(" ZVT_PPO_LINE ",10,2)"},
    {"cs-ppo.csv", "PPO_Histogram", ZVT_PPO_LINE "-SMA(" ZVT_PPO_LINE ",10,2)"},
    {"cs-psar.csv", "psar_up", "IF(SAR(H,L,0.02,0.2,0,2)<C,SAR(H,L,0.02,0.2,0,2),0/0)", 1, 8},
    {"cs-psar.csv", "psar_down", "IF(SAR(H,L,0.02,0.2,0,2)>C,SAR(H,L,0.02,0.2,0,2),0/0)", 1, 8},
    {"cs-psar.csv", "psar_up_ind", "SARTURN(H,L,0.02,0.2,0,2)>0", 1, 8},
    {"cs-psar.csv", "psar_down_ind", "SARTURN(H,L,0.02,0.2,0,2)<0", 1, 8}, {"cs-roc.csv", "ROC", "ROC(C,12)"},
    {"cs-rsi.csv", "Change", ZVT_CHANGE}, {"cs-rsi.csv", "Gain", "MAX(C-REF(C,1),0)"},
    {"cs-rsi.csv", "Loss", "MAX(REF(C,1)-C,0)"}, {"cs-rsi.csv", "Avg Gain", ZVT_GAIN, 1, 14},
    {"cs-rsi.csv", "Avg Loss", ZVT_LOSS, 1, 14}, {"cs-rsi.csv", "RS", ZVT_GAIN "/" ZVT_LOSS, 1, 15},
    {"cs-rsi.csv", "RSI", "RSI(C,14,3)", 1, 15}, {"cs-soo.csv", "Highest High (14)", "HHV(H,14)"},
    {"cs-soo.csv", "Lowest Low (14)", "LLV(L,14)"}, {"cs-soo.csv", "SO", "STOCH(H,L,C,14,1,3).K", 40},
    {"cs-soo.csv", "SO_SIG", "STOCH(H,L,C,14,1,3).D", 40, 16}, {"cs-stochrsi.csv", "RSI", "RSI(C,14,3)", 10, 15},
    {"cs-stochrsi.csv", "RSI Highest High (14)", "HHV(RSI(C,14,3),14)", 10, 28},
    {"cs-stochrsi.csv", "RSI Lowest Low (14)", "LLV(RSI(C,14,3),14)", 10, 28},
    {"cs-stochrsi.csv", "StochRSI(14)", "STOCHRSI(C,14,14,1,3,3).K/100", 1, 28},
    {"cs-wma.csv", "WMA", "WMA(C,9)", 1, 8}, // the file begins in the middle of a longer one
};
inline const std::vector<OracleException> kStockChartsTrendExceptions{
    {"cs-kama.csv", "2/(fastest + 1)", "a constant"},
    {"cs-kama.csv", "2/(slowest + 1)", "a constant"},
};

#define ZVT_KELTNER "KELTNER(H,L,C,20,2,10,0,1)"
#define ZVT_FLOW_CHANGE "((H+L+C)/3-REF((H+L+C)/3,1))"
#define ZVT_FLOW_SIGN "IF(" ZVT_FLOW_CHANGE ">0,1,IF(" ZVT_FLOW_CHANGE "<0,-1,0))"
#define ZVT_POSITIVE_FLOW "IF(" ZVT_FLOW_CHANGE ">0,(H+L+C)/3*V,0)"
#define ZVT_NEGATIVE_FLOW "IF(" ZVT_FLOW_CHANGE "<0,(H+L+C)/3*V,0)"

/// Volatility, channels and volume.
inline const std::vector<OracleCase> kStockChartsVolume{
    {"cs-accum.csv", "MF Multiplier", "((C-L)-(H-C))/(H-L)"}, {"cs-accum.csv", "MF Value", "((C-L)-(H-C))/(H-L)*V"},
    {"cs-accum.csv", "ADLine", "AD(H,L,C,V)"}, {"cs-atr.csv", "TR", "TR(H,L,C,1)"},
    {"cs-atr.csv", "ATR", "ATR(H,L,C,14,1)", 10, 13, false, 1e-9}, // prints 0 ahead, and ten digits whatever the size
    {"cs-atr2.csv", "TR", "TR(H,L,C,1)"}, {"cs-atr2.csv", "ATR", "ATR(H,L,C,10,1)", 1, 9},
    {"cs-bbands.csv", "MiddleBand", "BBANDS(C,20,2).MIDDLE"},
    {"cs-bbands.csv", "20-day Standard Deviation", "STDP(C,20)"}, {"cs-bbands.csv", "HighBand", "BBANDS(C,20,2).UPPER"},
    {"cs-bbands.csv", "LowBand", "BBANDS(C,20,2).LOWER"},
    {"cs-bbands.csv", "WidthBand", "100*BOLLPLACE(C,20,2).BANDWIDTH"},
    {"cs-bbands.csv", "CrossUp", "C>BBANDS(C,20,2).UPPER"}, {"cs-bbands.csv", "CrossDown", "C<BBANDS(C,20,2).LOWER"},
    {"cs-bbands.csv", "PercentageBand", "BOLLPLACE(C,20,2).PERCENTB"}, {"cs-kc.csv", "true_range", "TR(H,L,C,1)"},
    {"cs-kc.csv", "atr", "ATR(H,L,C,10,1)", 1, 9}, // prints 0 ahead
    {"cs-kc.csv", "upper_band", ZVT_KELTNER ".UPPER", 1, 19}, // shows the mean from its first value on
    {"cs-kc.csv", "middle_band", ZVT_KELTNER ".MIDDLE", 1, 19},
    {"cs-kc.csv", "lower_band", ZVT_KELTNER ".LOWER", 1, 19},
    {"cs-kc.csv", "kc_high_indicator", "C>" ZVT_KELTNER ".UPPER", 1, 19},
    {"cs-kc.csv", "kc_low_indicator", "C<" ZVT_KELTNER ".LOWER", 1, 19},
    {"cs-kc.csv", "kc_band_width", "100*(" ZVT_KELTNER ".UPPER-" ZVT_KELTNER ".LOWER)/" ZVT_KELTNER ".MIDDLE", 100, 19},
    {"cs-kc.csv", "kc_percentage", "(C-" ZVT_KELTNER ".LOWER)/(" ZVT_KELTNER ".UPPER-" ZVT_KELTNER ".LOWER)", 1, 19},
    {"cs-mfi.csv", "Typical Price", "(H+L+C)/3"}, {"cs-mfi.csv", "Up or Down", ZVT_FLOW_SIGN},
    {"cs-mfi.csv", "Raw Money Flow", "(H+L+C)/3*V+0*REF(C,1)"},
    {"cs-mfi.csv", "1-period Positive Money Flow", ZVT_POSITIVE_FLOW},
    {"cs-mfi.csv", "1-period Negative Money Flow", ZVT_NEGATIVE_FLOW},
    {"cs-mfi.csv", "14-period Positive Money Flow", "SUM(" ZVT_POSITIVE_FLOW ",14)"},
    {"cs-mfi.csv", "14-period Negative Money Flow", "SUM(" ZVT_NEGATIVE_FLOW ",14)"},
    {"cs-mfi.csv", "14-period Money Flow Ratio", "SUM(" ZVT_POSITIVE_FLOW ",14)/SUM(" ZVT_NEGATIVE_FLOW ",14)"},
    {"cs-mfi.csv", "MFI", "MFI(H,L,C,V,14)"}, {"cs-obv.csv", "up-down", "IF(C>REF(C,1),1,IF(C<REF(C,1),-1,0))"},
    {"cs-obv.csv", "positive-negative", "IF(C>REF(C,1),V,IF(C<REF(C,1),-V,0))"},
    {"cs-obv.csv", "OBV", "OBV(C,V)"}, // its first volume is that of the second day
    {"cs-vpt.csv", "pct_change", "ROCP(C,1)"}, {"cs-vpt.csv", "pct_change x Volume", "ROCP(C,1)*V"},
    {"cs-vpt.csv", "unsmoothed vpt", "VPT(C,V)"}, {"cs-vpt.csv", "14-smoothed vpt", "MA(VPT(C,V),14)"},
    {"cs-vwap.csv", "Typical Price", "(H+L+C)/3", 2e10}, // five digits, some with the noise of their arithmetic
    {"cs-vwap.csv", "vwap", "VWAP(H,L,C,V,14)", 1, 13}, // shows shorter windows ahead
};
inline const std::vector<OracleException> kStockChartsVolumeExceptions{};

}
