"""`palabre doctor`: what is wrong with this installation, each with its remedy."""

import json

import typer

from infra.cli.failures import REFUSED, told
from infra.cli.output import AsJSON


def doctor(as_json: AsJSON = False) -> None:
    """Look at the engines, the migrations, the keys, the services and their queues."""
    with told(as_json=as_json):
        from infra.run.examine import examine

        findings = examine()
    if as_json:
        print(json.dumps({"findings": [finding.as_dict() for finding in findings]}, ensure_ascii=False))
    else:
        for finding in findings:
            print(f"{'ok  ' if finding.is_well else 'FAIL'}  {finding.subject:<18} {finding.words}")
            if not finding.is_well:
                print(f"      {'':<18} Remedy: {finding.remedy}")
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(REFUSED)
