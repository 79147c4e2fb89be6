"""Features, tests and serving that no rule objects to."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from mlplanner.domain.features import (
    Feature,
    FeatureCheck,
    FeatureState,
    FeatureTest,
    PrivacyRule,
    PrivacyTreatment,
    ServingMode,
    TestState,
)


def make_feature(name: str = "Calls in 30 days", **fields: Any) -> Feature:
    """A feature with a complete catalogue entry: 0.02 a 1,000, 10 ms, served from a batch."""
    values: dict[str, Any] = {
        "project_id": 1,
        "computation": "repo/features/calls.sql",
        "cadence": "daily",
        "freshness_minutes": 1440,
        "owner_id": 5,
        "sensitivity": "internal",
        "sources": "dwh.calls",
        "transformation": "job calls_30d",
        "snapshot": "2026-02",
        "transform_version": "1.2",
        "dataset_version": "7",
        "cpu_cost": Decimal("0.02"),
        "latency_ms": Decimal(10),
        "serving": ServingMode.BATCH,
        "state": FeatureState.IN_USE,
    }
    return Feature(name=name, **{**values, **fields})


def passing_tests(feature_ids: Iterable[int], **fields: Any) -> list[FeatureTest]:
    """A test of each kind for each feature, all of them passing."""
    return [
        FeatureTest(**{"project_id": 1, "feature_id": key, "check": check, "state": TestState.PASSING, **fields})
        for key in feature_ids
        for check in FeatureCheck
    ]


def sound_data() -> dict[str, Any]:
    """Two features (ids 1001 and 1002) and an inference budget that they keep."""
    return {
        "features": [
            make_feature(position=1),
            make_feature("Clicks today", position=2, serving=ServingMode.ONLINE, freshness_minutes=1,
                         sensitivity="personal"),
        ],
        "feature_tests": passing_tests((1001, 1002)),
        "privacy": [PrivacyRule(project_id=1, feature_id=1002, jurisdiction="EU", treatment=PrivacyTreatment.HASH)],
        "serving": {
            "mode": ServingMode.ONLINE,
            "latency_budget_ms": Decimal(100),
            "cost_budget": Decimal("0.5"),
            "model_cpu_cost": Decimal("0.1"),
            "model_latency_ms": Decimal(30),
        },
    }  # fmt: skip
