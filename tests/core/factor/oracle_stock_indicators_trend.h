// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/factor/oracle.h"

#include <deque>

/// Averages, momentum, trend and regression at stock-indicators. Its averages begin with a mean (seed 1), its chains of
/// averages together (seed 2), its directional movement as in Wilder's book (start 1);
/// of equal extremes it counts the oldest (ties 1).

namespace zvt::tests {

#define ZVT_TRUE_RANGE "(MAX(H,REF(C,1))-MIN(L,REF(C,1)))"
#define ZVT_RISE "MAX(C-REF(C,1),0)"
#define ZVT_FALL "MAX(REF(C,1)-C,0)"
#define ZVT_UP_MOVE "IF(H-REF(H,1)>REF(L,1)-L AND H-REF(H,1)>0,H-REF(H,1),0)"
#define ZVT_DOWN_MOVE "IF(REF(L,1)-L>H-REF(H,1) AND REF(L,1)-L>0,REF(L,1)-L,0)"
#define ZVT_SUM_OF_RANGES "100*(PLUS_DM(H,L,14,1)+MINUS_DM(H,L,14,1))/(PLUS_DI(H,L,C,14,1)+MINUS_DI(H,L,C,14,1))"
#define ZVT_SECOND_EMA(n) "(2*EMA(C," n ",1)-DEMA(C," n ",2))"
#define ZVT_THIRD_EMA(n) "(TEMA(C," n ",2)-3*EMA(C," n ",1)+3*" ZVT_SECOND_EMA(n) ")"
#define ZVT_RETURN_Y "ROCP(C,1)"
#define ZVT_RETURN_X "ROCP(O,1)"
#define ZVT_BETA(side) "BETA" side "(" ZVT_RETURN_Y "," ZVT_RETURN_X ",20)"

/// Below results/. The turnover of a bar is its number from 1 on, or what a period is known by.
inline const std::vector<OracleCase> kTrendResults{
    {"adx.csv", "pdi", "PLUS_DI(H,L,C,14,1)"},
    {"adx.csv", "mdi", "MINUS_DI(H,L,C,14,1)"},
    {"adx.csv", "dx", "DX(H,L,C,14,1)"},
    {"adx.csv", "adx", "ADX(H,L,C,14,1)"},
    {"adx.csv", "adxr", "ADXR(H,L,C,14,14,1)"},
    {"aroon.csv", "aroonUp", "AROON(H,L,25,1).UP"},
    {"aroon.csv", "aroonDown", "AROON(H,L,25,1).DOWN"},
    {"aroon.csv", "oscillator", "AROON(H,L,25,1).OSCILLATOR"},
    {"awesome.csv", "oscillator", "AO(H,L,5,34)"},
    {"awesome.csv", "normalized", "100*AO(H,L,5,34)/((H+L)/2)"},
    {"beta.csv", "beta", "BETA(" ZVT_RETURN_Y "," ZVT_RETURN_X ",50)"},
    {"beta.csv", "returnsEval", ZVT_RETURN_Y, 1, 1}, // the first bar has no return; printed as 0
    {"beta.csv", "returnsMrkt", ZVT_RETURN_X, 1, 1},
    {"cci.csv", "cci", "CCI(H,L,C,20)"},
    {"chexit.csv", "chandelierExit", "CHANDELIER(H,L,C,22,3).LONG"},
    {"corr.csv", "varianceA", "COVAR(C,C,20)"},
    {"corr.csv", "varianceB", "COVAR(O,O,20)"},
    {"corr.csv", "covariance", "COVAR(C,O,20)"},
    {"corr.csv", "correlation", "CORREL(C,O,20)"},
    {"corr.csv", "rSquared", "CORREL(C,O,20)*CORREL(C,O,20)"},
    {"dema.csv", "dema", "DEMA(C,14,2)"},
    {"ema.csv", "ema", "EMA(C,20,1)"},
    {"hma.csv", "hma", "HMA(C,14)"},
    {"ichimoku.csv", "tenkanSen", "ICHIMOKU(H,L).TENKAN"},
    {"ichimoku.csv", "kijunSen", "ICHIMOKU(H,L).KIJUN"},
    {"ichimoku.csv", "senkouSpanA", "ICHIMOKU(H,L).SPANA"},
    {"ichimoku.csv", "senkouSpanB", "ICHIMOKU(H,L).SPANB"},
    {"kama.csv", "er", "ER(C,10)"},
    {"kama.csv", "kama", "KAMA(C,10,2,30)", 1, 10}, // the seed is printed, too
    {"ma-env.csv", "centerline", "MA(C,20)"},
    {"ma-env.csv", "upperEnvelope", "MA(C,20)*1.025"},
    {"ma-env.csv", "lowerEnvelope", "MA(C,20)*0.975"},
    {"macd.csv", "macd", "MACD(C,12,26,9,1,1).DIFF"},
    {"macd.csv", "signal", "MACD(C,12,26,9,1,1).DEA"},
    {"macd.csv", "histogram", "MACD(C,12,26,9,1,1).MACD"},
    {"macd.csv", "fastEma", "EMA(C,12,1)"},
    {"macd.csv", "slowEma", "EMA(C,26,1)"},
    {"pivot-points.csv", "pp", "PIVOT(O,H,L,C,AMOUNT).PP"},
    {"pivot-points.csv", "s1", "PIVOT(O,H,L,C,AMOUNT).S1"},
    {"pivot-points.csv", "s2", "PIVOT(O,H,L,C,AMOUNT).S2"},
    {"pivot-points.csv", "s3", "PIVOT(O,H,L,C,AMOUNT).S3"},
    {"pivot-points.csv", "r1", "PIVOT(O,H,L,C,AMOUNT).R1"},
    {"pivot-points.csv", "r2", "PIVOT(O,H,L,C,AMOUNT).R2"},
    {"pivot-points.csv", "r3", "PIVOT(O,H,L,C,AMOUNT).R3"},
    {"psar.csv", "sar", "SAR(H,L,0.02,0.2,0,1)", 1, 14}, // nothing is printed ahead of the first turn
    {"psar.csv", "isReversal", "SARTURN(H,L,0.02,0.2,0,1)<>0", 1, 14},
    {"roc.csv", "momentum", "MOM(C,14)"},
    {"roc.csv", "roc", "ROC(C,14)"},
    {"rsi.csv", "rsi", "RSI(C,14)"},
    {"slope.csv", "slope", "LINEARREG_SLOPE(C,14)"},
    {"slope.csv", "intercept", "LINEARREG(C,14)-LINEARREG_SLOPE(C,14)*AMOUNT"}, // where the bars are numbered from 1
    {"slope.csv", "stdDev", "SQRT(COVAR(C,C,14))"},
    {"slope.csv", "rSquared", "RSQUARED(C,14)"},
    {"slope.csv", "line", "LINEARREG(C,14)", 1, 501}, // the last line, drawn backwards over its window
    {"sma.csv", "sma", "MA(C,20)"},
    {"smma.csv", "smma", "RMA(C,20)"},
    {"stoch-rsi.csv", "stochRsi", "STOCHRSI(C,14,14,1,3).K"},
    {"stoch-rsi.csv", "signal", "STOCHRSI(C,14,14,1,3).D"},
    {"stoch.csv", "oscillator", "STOCH(H,L,C,14,3,3).K"},
    {"stoch.csv", "signal", "STOCH(H,L,C,14,3,3).D"},
    {"stoch.csv", "percentJ", "3*STOCH(H,L,C,14,3,3).K-2*STOCH(H,L,C,14,3,3).D"},
    {"stoch.csv", "k", "STOCH(H,L,C,14,3,3).K"},
    {"stoch.csv", "d", "STOCH(H,L,C,14,3,3).D"},
    {"stoch.csv", "j", "3*STOCH(H,L,C,14,3,3).K-2*STOCH(H,L,C,14,3,3).D"},
    {"supertrend.csv", "superTrend", "SUPERTREND(H,L,C,10,3).VALUE"},
    {"supertrend.csv", "upperBand", "IF(SUPERTREND(H,L,C,10,3).DIRECTION<0,SUPERTREND(H,L,C,10,3).UPPER,0/0)"},
    {"supertrend.csv", "lowerBand", "IF(SUPERTREND(H,L,C,10,3).DIRECTION>0,SUPERTREND(H,L,C,10,3).LOWER,0/0)"},
    {"tema.csv", "tema", "TEMA(C,20,2)"},
    {"trix.csv", "ema3", ZVT_THIRD_EMA("14"), 1, 14},
    {"trix.csv", "trix", "TRIX(C,14,2)"},
    {"uo.csv", "ultimate", "ULTOSC(H,L,C,7,14,28)"},
    {"vwma.csv", "vwma", "VWMA(C,V,14)"},
    {"willr.csv", "williamsR", "WILLR(H,L,C,14)"},
    {"wma.csv", "wma", "WMA(C,14)"},
};

/// Below calc/: sheets that were worked by hand.
inline const std::vector<OracleCase> kTrendSheets{
    {"Adx__ADX.csv", "TR", ZVT_TRUE_RANGE},
    {"Adx__ADX.csv", "+DM1", ZVT_UP_MOVE},
    {"Adx__ADX.csv", "-DM1", ZVT_DOWN_MOVE},
    {"Adx__ADX.csv", "TR14", ZVT_SUM_OF_RANGES},
    {"Adx__ADX.csv", "+DM14", "PLUS_DM(H,L,14,1)"},
    {"Adx__ADX.csv", "-DM14", "MINUS_DM(H,L,14,1)"},
    {"Adx__ADX.csv", "+DI14", "PLUS_DI(H,L,C,14,1)"},
    {"Adx__ADX.csv", "-DI14", "MINUS_DI(H,L,C,14,1)"},
    {"Adx__ADX.csv", "DX", "DX(H,L,C,14,1)"},
    {"Adx__ADX.csv", "ADX", "ADX(H,L,C,14,1)"},
    {"Adx__ADX.csv", "ADXR", "ADXR(H,L,C,14,0,1)"},
    {"Alligator__Alligator.csv", "median", "(H+L)/2"},
    {"Alligator__Alligator.csv", "Jaw (13, 8)", "ALLIGATOR(H,L).JAW"},
    {"Alligator__Alligator.csv", "Teeth (8, 5)", "ALLIGATOR(H,L).TEETH"},
    {"Alligator__Alligator.csv", "Lips (5, 3)", "ALLIGATOR(H,L).LIPS"},
    {"Aroon__AROON_25.csv", "max", "HHV(H,26)"},
    {"Aroon__AROON_25.csv", "min", "LLV(L,26)"},
    {"Aroon__AROON_25.csv", "dsHigh", "25-AROON(H,L,25,1).UP/4"},
    {"Aroon__AROON_25.csv", "dsLow", "25-AROON(H,L,25,1).DOWN/4"},
    {"Aroon__AROON_25.csv", "osc", "AROON(H,L,25,1).OSCILLATOR"},
    {"Aroon__AROON_25.csv", "up", "AROON(H,L,25,1).UP"},
    {"Aroon__AROON_25.csv", "down", "AROON(H,L,25,1).DOWN"},
    {"Awesome__Awesome.csv", "median", "(H+L)/2"},
    {"Awesome__Awesome.csv", "SMA5", "MA((H+L)/2,5)"},
    {"Awesome__Awesome.csv", "SMA34", "MA((H+L)/2,34)"},
    {"Awesome__Awesome.csv", "AO", "AO(H,L)"},
    {"Awesome__Awesome.csv", "Norm", "100*AO(H,L)/((H+L)/2)"},
    {"Beta__Beta.csv", "mRet", ZVT_RETURN_X},
    {"Beta__Beta.csv", "eRet", ZVT_RETURN_Y},
    {"Beta__Beta.csv", "varM", "COVAR(" ZVT_RETURN_X "," ZVT_RETURN_X ",20)"},
    {"Beta__Beta.csv", "cov", "COVAR(" ZVT_RETURN_Y "," ZVT_RETURN_X ",20)"},
    {"Beta__Beta.csv", "beta", ZVT_BETA("")},
    {"Beta__Beta.csv", "mrkt+", "IF(" ZVT_RETURN_X ">0," ZVT_RETURN_X ",0/0)"},
    {"Beta__Beta.csv", "eval+", "IF(" ZVT_RETURN_X ">0," ZVT_RETURN_Y ",0/0)"},
    {"Beta__Beta.csv", "beta+", ZVT_BETA("_UP")},
    {"Beta__Beta.csv", "mrkt-", "IF(" ZVT_RETURN_X "<0," ZVT_RETURN_X ",0/0)"},
    {"Beta__Beta.csv", "eval-", "IF(" ZVT_RETURN_X "<0," ZVT_RETURN_Y ",0/0)"},
    {"Beta__Beta.csv", "beta-", ZVT_BETA("_DOWN")},
    {"Beta__Beta.csv", "ratio", ZVT_BETA("_UP") "/" ZVT_BETA("_DOWN")},
    {"Beta__Beta.csv", "convexity",
        "(" ZVT_BETA("_UP") "-" ZVT_BETA("_DOWN") ")*(" ZVT_BETA("_UP") "-" ZVT_BETA("_DOWN") ")"},
    {"Chop__Choppiness_Index.csv", "TrueHigh", "MAX(H,REF(C,1))"},
    {"Chop__Choppiness_Index.csv", "TrueLow", "MIN(L,REF(C,1))"},
    {"Chop__Choppiness_Index.csv", "TrueRange", ZVT_TRUE_RANGE},
    {"Chop__Choppiness_Index.csv", "Sum14", "SUM(" ZVT_TRUE_RANGE ",14)"},
    {"Chop__Choppiness_Index.csv", "High14", "HHV(MAX(H,REF(C,1)),14)"},
    {"Chop__Choppiness_Index.csv", "Low14", "LLV(MIN(L,REF(C,1)),14)"},
    {"Chop__Choppiness_Index.csv", "Range14", "HHV(MAX(H,REF(C,1)),14)-LLV(MIN(L,REF(C,1)),14)"},
    {"Chop__Choppiness_Index.csv", "CHOP14", "CHOP(H,L,C,14)"},
    {"Correlation__Correlation.csv", "corr", "CORREL(C,O,20)"},
    {"Correlation__Correlation.csv", "R2", "CORREL(C,O,20)*CORREL(C,O,20)"},
    {"Dema__DEMA.csv", "ema", "EMA(C,20,1)"},
    {"Dema__DEMA.csv", "ema2", ZVT_SECOND_EMA("20")},
    {"Dema__DEMA.csv", "dema", "DEMA(C,20,2)"},
    {"Ema__EMA.csv", "ema", "EMA(C,20,1)"},
    {"Ema__EMA.csv", "ema(O)", "EMA(O,20,1)"},
    {"Hma__HMA.csv", "wma(n)", "WMA(C,20)"},
    {"Hma__HMA.csv", "wma(n/2)", "WMA(C,10)"},
    {"Hma__HMA.csv", "synClose", "2*WMA(C,10)-WMA(C,20)"},
    {"Hma__HMA.csv", "hma", "HMA(C,20)", 1, 0, true},
    {"Hma__HMA.csv", "upper", "HMA(C,20)*1.025", 1, 0, true},
    {"Hma__HMA.csv", "lower", "HMA(C,20)*0.975", 1, 0, true},
    {"Ichimoku__Ichimoku.csv", "tenkan", "ICHIMOKU(H,L).TENKAN"},
    {"Ichimoku__Ichimoku.csv", "kijun", "ICHIMOKU(H,L).KIJUN"},
    // beyond the last bar, too: the cloud that is known today
    {"Ichimoku__Ichimoku.csv", "senkouA", "REF(ICHIMOKU(H,L).LEADA,26)"},
    {"Ichimoku__Ichimoku.csv", "senkouB", "REF(ICHIMOKU(H,L).LEADB,26)"},
    {"Kama__KAMA.csv", "eChange", "ABS(C-REF(C,10))"},
    {"Kama__KAMA.csv", "pChange", "ABS(C-REF(C,1))"},
    {"Kama__KAMA.csv", "volatility", "SUM(ABS(C-REF(C,1)),10)"},
    {"Kama__KAMA.csv", "ER", "ER(C,10)"},
    {"Kama__KAMA.csv", "SC", "(ER(C,10)*(2/3-2/31)+2/31)*(ER(C,10)*(2/3-2/31)+2/31)"},
    {"Kama__KAMA.csv", "KAMA", "KAMA(C,10,2,30)", 1, 10}, // the seed is printed, too
    {"Macd__MACD.csv", "EMA12", "EMA(C,12,1)"},
    {"Macd__MACD.csv", "EMA26", "EMA(C,26,1)"},
    {"Macd__MACD.csv", "MACD", "MACD(C,12,26,9,1,1).DIFF"},
    {"Macd__MACD.csv", "Signal", "MACD(C,12,26,9,1,1).DEA"},
    {"Macd__MACD.csv", "Histo", "MACD(C,12,26,9,1,1).MACD"},
    // The second bar of the sheet is not held inside the first one's range; all is forgotten at the first turn.
    {"ParabolicSar__Parabolic_SAR.csv", "sar", "SAR(H,L,0.02,0.2,0.01,1)", 1, 13},
    {"ParabolicSar__Parabolic_SAR.csv", "rev", "SARTURN(H,L,0.02,0.2,0.01,1)<>0", 1, 13},
    {"Roc__ROC.csv", "mom", "MOM(C,20)"},
    {"Roc__ROC.csv", "roc", "ROC(C,20)"},
    {"Roc__ROC.csv", "sma(5)", "MA(ROC(C,20),5)"},
    {"Roc__ROC.csv", "ema(3)", "EMA(ROC(C,20),3,1)"},
    {"Roc__ROC.csv", "roc^2", "ROC(C,20)*ROC(C,20)"},
    {"Roc__ROC.csv", "rocDev", "SQRT(MA(ROC(C,20)*ROC(C,20),20))"},
    {"Rsi__RSI.csv", "Gain", ZVT_RISE},
    {"Rsi__RSI.csv", "Loss", ZVT_FALL},
    {"Rsi__RSI.csv", "AvgGain", "RMA(" ZVT_RISE ",14)"},
    {"Rsi__RSI.csv", "AvgLoss", "RMA(" ZVT_FALL ",14)"},
    {"Rsi__RSI.csv", "RS", "RMA(" ZVT_RISE ",14)/RMA(" ZVT_FALL ",14)"},
    {"Rsi__RSI.csv", "RSI(14)", "RSI(C,14)"},
    {"Rsi__RSI.csv", "EMA(20)", "EMA(RSI(C,14),20,1)"},
    {"Slope__Slope___Linear_Regression.csv", "m", "LINEARREG_SLOPE(C,20)"},
    {"Slope__Slope___Linear_Regression.csv", "b", "LINEARREG(C,20)-LINEARREG_SLOPE(C,20)*(AMOUNT-1)"},
    {"Slope__Slope___Linear_Regression.csv", "r2", "RSQUARED(C,20)"},
    {"Slope__Slope___Linear_Regression.csv", "stdev", "SQRT(COVAR(C,C,20))"},
    {"Slope__Slope___Linear_Regression.csv", "line", "LINEARREG(C,20)", 1, 501},
    {"Slope__Slope___Linear_Regression.csv", "m#2", "LINEARREG_SLOPE(C,20)"},
    {"Slope__Slope___Linear_Regression.csv", "b#2", "LINEARREG(C,20)-LINEARREG_SLOPE(C,20)*AMOUNT"},
    {"Slope__Slope___Linear_Regression.csv", "r2#2", "RSQUARED(C,20)"},
    {"Slope__Slope___Linear_Regression.csv", "line#2", "LINEARREG(C,20)", 1, 501},
    {"Sma__SMA_-_Close.csv", "SMA", "MA(C,20)"},
    {"Sma__SMA_-_Close.csv", "Upper", "MA(C,20)*1.025"},
    {"Sma__SMA_-_Close.csv", "Lower", "MA(C,20)*0.975"},
    {"Sma__SMA_-_Close.csv", "SMA(O)", "MA(O,20)"},
    {"Sma__SMA_-_Volume.csv", "sma", "MA(V,20)"},
    {"Smma__Smoothed_Moving_Average.csv", "SMMA", "RMA(C,20)"},
    {"Smma__Smoothed_Moving_Average.csv", "Upper", "RMA(C,20)*1.025"},
    {"Smma__Smoothed_Moving_Average.csv", "Lower", "RMA(C,20)*0.975"},
    {"StochRsi__StochRSI.csv", "Gain", ZVT_RISE},
    {"StochRsi__StochRSI.csv", "Loss", ZVT_FALL},
    {"StochRsi__StochRSI.csv", "AvgGain", "RMA(" ZVT_RISE ",14)"},
    {"StochRsi__StochRSI.csv", "AvgLoss", "RMA(" ZVT_FALL ",14)"},
    {"StochRsi__StochRSI.csv", "RS", "RMA(" ZVT_RISE ",14)/RMA(" ZVT_FALL ",14)"},
    {"StochRsi__StochRSI.csv", "RSI(14)", "RSI(C,14)"},
    {"StochRsi__StochRSI.csv", "LL", "LLV(RSI(C,14),14)"},
    {"StochRsi__StochRSI.csv", "HH", "HHV(RSI(C,14),14)"},
    {"StochRsi__StochRSI.csv", "K(14)'", "STOCHRSI(C,14,14,1,3).K"},
    {"StochRsi__StochRSI.csv", "StochRSI", "STOCHRSI(C,14,14,3,3).K"},
    {"StochRsi__StochRSI.csv", "D(3)", "STOCHRSI(C,14,14,3,3).D"},
    {"Stoch__STO_14_3_3___2.csv", "LL", "LLV(L,14)"},
    {"Stoch__STO_14_3_3___2.csv", "HH", "HHV(H,14)"},
    {"Stoch__STO_14_3_3___2.csv", "K(14)'", "STOCH(H,L,C,14,1,3).K"},
    {"Stoch__STO_14_3_3___2.csv", "%K", "STOCH(H,L,C,14,3,3).K"},
    {"Stoch__STO_14_3_3___2.csv", "%D", "STOCH(H,L,C,14,3,3).D"},
    {"Stoch__STO_14_3_3___2.csv", "%J", "3*STOCH(H,L,C,14,3,3).K-2*STOCH(H,L,C,14,3,3).D"},
    {"Stoch__STO_9_3_3_SMMA_5_4.csv", "LL", "LLV(L,9)"},
    {"Stoch__STO_9_3_3_SMMA_5_4.csv", "HH", "HHV(H,9)"},
    {"Stoch__STO_9_3_3_SMMA_5_4.csv", "K(9)'", "STOCH(H,L,C,9,1,3).K"},
    {"Stoch__STO_9_3_3_SMMA_5_4.csv", "%K", "STOCH(H,L,C,9,3,3,1).K"},
    {"Stoch__STO_9_3_3_SMMA_5_4.csv", "%D", "KDJ(H,L,C,9,3,3).D"},
    {"Stoch__STO_9_3_3_SMMA_5_4.csv", "%J", "5*KDJ(H,L,C).K-4*KDJ(H,L,C).D"},
    {"Tema__TEMA.csv", "ema", "EMA(C,20,1)"},
    {"Tema__TEMA.csv", "ema2", ZVT_SECOND_EMA("20")},
    {"Tema__TEMA.csv", "ema3", ZVT_THIRD_EMA("20")},
    {"Tema__TEMA.csv", "tema", "TEMA(C,20,2)"},
    {"Trix__TRIX.csv", "ema", "EMA(C,20,1)"},
    {"Trix__TRIX.csv", "ema2", ZVT_SECOND_EMA("20")},
    {"Trix__TRIX.csv", "ema3", ZVT_THIRD_EMA("20")},
    {"Trix__TRIX.csv", "trix", "TRIX(C,20,2)"},
    {"Trix__TRIX.csv", "signal", "MA(TRIX(C,20,2),5)"},
    {"Ultimate__Ultimate.csv", "BP", "C-MIN(L,REF(C,1))"},
    {"Ultimate__Ultimate.csv", "TR", ZVT_TRUE_RANGE},
    {"Ultimate__Ultimate.csv", "AVG7", "SUM(C-MIN(L,REF(C,1)),7)/SUM(" ZVT_TRUE_RANGE ",7)"},
    {"Ultimate__Ultimate.csv", "AVG14", "SUM(C-MIN(L,REF(C,1)),14)/SUM(" ZVT_TRUE_RANGE ",14)"},
    {"Ultimate__Ultimate.csv", "AVG28", "SUM(C-MIN(L,REF(C,1)),28)/SUM(" ZVT_TRUE_RANGE ",28)"},
    {"Ultimate__Ultimate.csv", "ULT", "ULTOSC(H,L,C)"},
    {"Use__Basic.csv", "HL2", "(H+L)/2"},
    {"Use__Basic.csv", "HLC3", "(H+L+C)/3"},
    {"Use__Basic.csv", "OC2", "(O+C)/2"},
    {"Use__Basic.csv", "OHL3", "(O+H+L)/3"},
    {"Use__Basic.csv", "OHLC4", "(O+H+L+C)/4"},
    {"Vwma__VWMA_10.csv", "vwma", "VWMA(C,V,10)"},
    {"WilliamsR__WilliamsR_14.csv", "LL", "LLV(L,14)"},
    {"WilliamsR__WilliamsR_14.csv", "HH", "HHV(H,14)"},
    {"WilliamsR__WilliamsR_14.csv", "K(14)'", "100-WR(H,L,C,14)"},
    {"WilliamsR__WilliamsR_14.csv", "%K", "STOCH(H,L,C,14,1,1).K"},
    {"WilliamsR__WilliamsR_14.csv", "%R", "WILLR(H,L,C,14)"},
    {"Wma__WMA.csv", "wma", "WMA(C,20)", 1, 0, true},
    {"Wma__WMA.csv", "upper", "WMA(C,20)*1.025", 1, 0, true},
    {"Wma__WMA.csv", "lower", "WMA(C,20)*0.975", 1, 0, true},
};

/// The two sheets of SuperTrend (name, window) and the five of pivot points (form, levels): the same columns each.
/// @p texts keeps what the cases point at
inline std::vector<OracleCase> repeatedSheets(std::deque<std::string>& texts)
{
  const auto keep = [&texts](std::string text) {
    texts.push_back(std::move(text));
    return texts.back().c_str();
  };
  std::vector<OracleCase> cases;
  for (const auto& [file, n] : {std::pair{"SuperTrend__SuperTrend_10_3__with_Bitcoin.csv", 10},
           std::pair{"SuperTrend__SuperTrend_14_3.csv", 14}}) {
    const std::string window = std::to_string(n);
    const std::string trend = "SUPERTREND(H,L,C," + window + ",3).";
    const std::string range = "RMA(" ZVT_TRUE_RANGE "," + window + ")";
    const auto rows = static_cast<std::size_t>(n);
    const auto add = [&](const char* column, const std::string& formula, std::size_t skip = 0) {
      cases.push_back({file, column, keep(formula), 1, skip});
    };
    add("H-L", "H-L", 1);
    add("|H-pC|", "ABS(H-REF(C,1))");
    add("|L-pC|", "ABS(L-REF(C,1))");
    add("TR", ZVT_TRUE_RANGE);
    add("ATR", range);
    add("MidPrice", "(H+L)/2", rows);
    add("UpperE", "(H+L)/2+3*" + range);
    add("LowerE", "(H+L)/2-3*" + range);
    add("Upper", trend + "UPPER");
    add("Lower", trend + "LOWER");
    // ahead of a turn
    add("STpot", "IF(REF(" + trend + "DIRECTION,1)<0," + trend + "UPPER," + trend + "LOWER)", rows + 1);
    for (const char* again : {"", "#2"}) {
      if (n == 10 && *again)
        continue; // that sheet has no second table
      add(keep(std::string("UpperST") + again), "IF(" + trend + "DIRECTION<0," + trend + "VALUE,0/0)");
      add(keep(std::string("LowerST") + again), "IF(" + trend + "DIRECTION>0," + trend + "VALUE,0/0)");
      add(keep(std::string("SuperTrend") + again), trend + "VALUE");
    }
  }
  const std::vector<std::pair<const char*, std::vector<const char*>>> pivots{
      {"Standard", {"PP", "S1", "S2", "S3", "R1", "R2", "R3", "PP#2", "S1#2", "S2#2", "R1#2", "R2#2"}},
      {"Fibonacci", {"PP", "S1", "S2", "S3", "R1", "R2", "R3", "PP#2", "S1#2", "S2#2", "S3#2", "R1#2", "R2#2", "R3#2"}},
      {"Camarilla", {"PP", "S1", "S2", "S3", "S4", "R1", "R2", "R3", "R4"}},
      {"Demark", {"PP", "S1", "R1", "PP#2", "S1#2", "R1#2"}},
      {"Woodie", {"PP", "S1", "S2", "S3", "R1", "R2", "R3", "PP#2", "S1#2", "S2#2", "S3#2", "R1#2", "R2#2", "R3#2"}}};
  for (std::size_t form = 0; form < pivots.size(); ++form) {
    const char* file = keep(std::string("PivotPoint__") + pivots[form].first + ".csv");
    for (const char* column : pivots[form].second)
      cases.push_back({file, column,
          keep("PIVOT(O,H,L,C,AMOUNT," + std::to_string(form) + ")." + std::string(column).substr(0, 2)), 1, 0, true});
  }
  return cases;
}

inline const std::vector<OracleException> kTrendExceptions{
    {"beta.csv", "betaUp", "empty: not asked for in that run"},
    {"beta.csv", "betaDown", "empty: not asked for in that run"},
    {"beta.csv", "ratio", "empty: not asked for in that run"},
    {"beta.csv", "convexity", "empty: not asked for in that run"},
    {"ichimoku.csv", "chikouSpan", "the close 26 bars later: not known at its bar"},
    {"Ichimoku__Ichimoku.csv", "chikou", "the close 26 bars later: not known at its bar"},
    {"pivot-points.csv", "s4", "empty: this form has three levels"},
    {"pivot-points.csv", "r4", "empty: this form has three levels"},
    {"Aroon__AROON_25.csv", "i2", "the number of the row"},
    {"Beta__Beta.csv", "mrkt", "input"},
    {"Beta__Beta.csv", "eval", "input"},
    {"Correlation__Correlation.csv", "mrkt", "input"},
    {"Correlation__Correlation.csv", "eval", "input"},
    {"Beta__Beta.csv", "mkt-dir", "the sign of mRet in words"},
    {"Beta__Beta.csv", "varM+", "a step towards beta+"},
    {"Beta__Beta.csv", "cov+", "a step towards beta+"},
    {"Beta__Beta.csv", "varM-", "a step towards beta-"},
    {"Beta__Beta.csv", "cov-", "a step towards beta-"},
    {"Hma__HMA.csv", "sq(n)", "weights of the last window"},
    {"Hma__HMA.csv", "pw(sq(n))", "products of the last window"},
    {"ParabolicSar__Parabolic_SAR.csv", "dir", "the direction in words; it changes with rev"},
    {"ParabolicSar__Parabolic_SAR.csv", "ep", "a step towards the next stop"},
    {"ParabolicSar__Parabolic_SAR.csv", "af", "a step towards the next stop"},
    {"ParabolicSar__Parabolic_SAR.csv", "sar-e", "the stop ahead of the turn"},
    {"StochRsi__StochRSI.csv", "sIx", "the number of the row"},
    {"SuperTrend__SuperTrend_10_3__with_Bitcoin.csv", "Multiplier", "input"},
    {"SuperTrend__SuperTrend_14_3.csv", "Multiplier", "input"},
    {"Wma__WMA.csv", "n", "weights of the last window"},
    {"Wma__WMA.csv", "weight", "weights of the last window"},
    {"Wma__WMA.csv", "pw", "products of the last window"},
    {"Wma__WMA.csv", "Period", "a label"},
    {"Wma__WMA.csv", "20", "the divisor of the weights"},
};

}
