"""Fields the reader passes over in silence, because a schedule derives them or they only steer Project's screen.

Any other field it does not know is reported as dropped.
"""

_EARNED_VALUE = {"ACWP", "BCWP", "BCWS", "CV", "SV", "VAC", "CostVariance", "WorkVariance"}
_SHARES = {
    "ActualOvertimeCost", "ActualOvertimeWork", "ActualOvertimeWorkProtected", "ActualWorkProtected", "OvertimeCost",
    "OvertimeWork", "RegularWork", "RemainingCost", "RemainingOvertimeCost", "RemainingOvertimeWork",
}  # fmt: skip

PROJECT = frozenset({
    "ActualsInSync", "AdminProject", "AutoAddNewResourcesAndTasks", "Autolink", "BaselineCalendar",
    "BaselineForEarnedValue", "CurrencySymbolPosition", "DefaultFixedCostAccrual", "DefaultOvertimeRate",
    "DefaultStandardRate", "DefaultTaskEVMethod", "DefaultTaskType", "DurationFormat", "EarnedValueMethod",
    "EditableActualCosts", "ExtendedCreationDate", "FYStartDate", "FiscalYearStart", "InsertedProjectsLikeSummary",
    "KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled", "MicrosoftProjectServerURL", "MoveCompletedEndsBack",
    "MoveCompletedEndsForward", "MoveRemainingStartsBack", "MoveRemainingStartsForward", "MultipleCriticalPaths",
    "NewTaskStartDate", "NewTasksEffortDriven", "NewTasksEstimated", "ProjectExternallyEdited",
    "RemoveFileProperties", "Revision", "SaveVersion", "SplitsInProgressTasks", "SpreadActualCost",
    "SpreadPercentComplete", "TaskUpdatesResource", "UID", "UpdateManuallyScheduledTasksWhenEditingLinks",
    "WorkFormat",
})  # fmt: skip

TASK = frozenset(_EARNED_VALUE | _SHARES | {
    "BoardStatusColumnOrderingID", "CommitmentType", "Critical", "DisplayAsSummary", "DurationFormat", "DurationText",
    "EarlyFinish",
    "EarlyStart", "EarnedValueMethod", "Estimated", "FinishSlack", "FinishText", "FinishVariance",
    "FixedCostAccrual", "FreeSlack", "HideBar", "IsPublished", "IsSubprojectReadOnly", "LateFinish", "LateStart",
    "LevelAssignments", "LevelingCanSplit", "ManualDuration", "ManualFinish", "ManualStart",
    "NextAvailableBoardStatusColumnOrderingID", "NextAvailableSprintOrderingID", "OverAllocated",
    "PreLeveledFinish", "PreLeveledStart", "ResumeValid", "Rollup", "SprintColumnOrderingID", "StartSlack",
    "StartText", "StartVariance", "Summary", "TotalSlack", "WBSLevel",
})  # fmt: skip

RESOURCE = frozenset(_EARNED_VALUE | _SHARES | {
    "AccrueAt", "ActualCost", "ActualWork", "AvailableFrom", "AvailableTo", "BookingType", "CanLevel", "Cost",
    "CreationDate", "Finish", "IsBudget", "IsEnterprise", "OverAllocated", "PeakUnits", "PercentWorkComplete",
    "RemainingWork", "Start", "Work", "WorkGroup",
})  # fmt: skip

ASSIGNMENT = frozenset(_EARNED_VALUE | (_SHARES - {"OvertimeWork"}) | {
    "BookingType", "BudgetCost", "BudgetWork", "Confirmed", "CreationDate", "FinishVariance", "FixedMaterial",
    "GUID", "HasFixedRateUnits", "LevelingDelayFormat", "LinkedFields", "Milestone", "Overallocated", "PeakUnits",
    "RateScale", "ResponsePending", "Resume", "StartVariance", "Stop", "Summary", "UpdateNeeded",
})  # fmt: skip

CALENDAR = frozenset({"GUID", "IsBaselineCalendar"})

CUSTOM_FIELD = frozenset({
    "AppendNewValues", "AutoRollDown", "CFType", "CalculationType", "DefaultGuid", "ElemType", "Guid", "Ltuid",
    "MaxMultiValues", "PhoneticAlias", "RestrictValues", "RollupType", "SecondaryGuid", "SecondaryPID", "UserDef",
    "ValuelistSortOrder",
})  # fmt: skip
