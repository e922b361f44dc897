"""Whether words are a person's name: by the name that people are given, where nothing else says so."""

from __future__ import annotations

from typing import Final

# Common in the United States of those who were grown up from 2001 to 2014, and where the newswire's sources are.
_GIVEN: Final = frozenset(
    """
    aaron abigail adam adrian ahmed alan albert alec alejandro alex alexander alexandra alfred ali alice alicia
    alison allan allen allison alyssa amanda amber amy ana andrea andrew andy angela anita ann anna anne annie
    anthony antonio arnold arthur ashley audrey barbara barry beatrice becky ben benjamin bernard beth betty beverly
    bill billy blake bob bobby bonnie brad bradley brandon brenda brendan brent brett brian brianna bridget bruce
    bryan bryce caitlin calvin cameron carl carla carlos carmen carol caroline carolyn carrie casey catherine cathy
    cecilia chad charlene charles charlotte chelsea cheryl chloe chris christian christina christine christopher
    christy cindy claire clara clarence clark claudia clayton clifford colin colleen connie connor corey courtney
    craig crystal curtis cynthia dale dan dana daniel danielle danny darlene darren darryl dave david dawn dean
    deborah debra denise dennis derek derrick diana diane dick dolores dominic don donald donna doris dorothy doug
    douglas duane dustin dwight dylan earl eddie edgar edith edmund eduardo edward edwin eileen elaine eleanor elena
    eli elise elizabeth ellen elliot ellis emily emma eric erica erik erin ernest esther ethan eugene eva evan
    evelyn felix fernando florence floyd frances francis francisco frank franklin fred frederick gabriel gail
    garrett gary gene geoffrey george gerald gilbert gina glen glenn gloria gordon grace graham grant greg gregory
    gwen hannah harold harriet harry harvey heather hector heidi helen helena henry herbert herman holly howard hugh
    ian ibrahim irene isaac isabel ivan jack jackie jacob jacqueline jaime jake james jamie jan jane janet janice
    jared jasmine jason jay jean jeanne jeff jeffrey jenna jennifer jeremy jerome jerry jesse jessica jill jim jimmy
    joan joanna joanne jodi joe joel john johnny jon jonathan jorge jose joseph josh joshua joy joyce juan juanita
    judith judy julia julian julie justin karen karl kate katherine kathleen kathryn kathy katie keith kelly ken
    kenneth kent kerry kevin kim kimberly kirk kristen kristin kristina kurt kyle lance larry laura lauren laurence
    laurie lawrence leah lee lena leo leon leonard leroy leslie lewis liam linda lindsay lisa liz lloyd logan lois
    loren lorraine louis louise lucas lucille lucy luis luke lydia lynn mabel madeline marc marcia marcus margaret
    maria marian marie marilyn mario marion marjorie mark marlene marsha marshall martha martin marvin mary mason
    matt matthew maureen maurice max maxine megan melanie melinda melissa melvin meredith michael michelle miguel
    mike mildred milton miriam mitchell mohammed molly monica morgan nancy naomi natalie natasha nathan nathaniel
    neil nelson nicholas nick nicole nina noah noel nora norman olga oliver olivia omar oscar otto owen pamela pat
    patricia patrick paul paula pauline pedro peggy penny perry peter philip phillip phyllis rachel rafael ralph
    ramon randall randy ray raymond rebecca regina rene renee ricardo richard rick ricky rita rob robert roberta
    roberto robin rodney roger roland ron ronald rosa rosemary ross roy ruben ruby rudolf russell ruth ryan sally
    sam samantha samuel sandra sandy sara sarah scott sean sebastian sergio seth shane shannon sharon shaun shawn
    sheila shelly sherry shirley sidney simon sofia sophia sophie spencer stacy stanley stella stephanie stephen
    steve steven stewart stuart sue susan suzanne sylvia tamara tammy tanya tara taylor ted teresa terrance terry
    theodore theresa thomas tim timothy tina todd tom tommy toni tony tracy travis trevor tricia tyler ursula
    valerie vanessa vera vernon veronica vicki victor victoria vincent viola violet vivian wade wallace walter wanda
    warren wayne wendy wesley whitney william willie wilma winston yolanda yvonne zachary zoe
    """.split()
)


def begins_with_given(name: str) -> bool:
    """True for "Ann Roe", false for "North Korea": the first word is a name that many people are given."""
    return name.split()[0].lower() in _GIVEN if name.split() else False
